package io.kindling.partitioning.source.file;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Folders of tables that keep rows which were deleted or replaced: a log beside the files says
 * which of them count.
 */
final class VersionedTable {
  private VersionedTable() {}

  /**
   * Checks that a folder is none of them.
   *
   * @param children what is in the folder
   * @throws InvalidInputException when it is
   */
  static void refuse(FileSystem system, Path folder, List<FileStatus> children) throws IOException {
    for (FileStatus child : children) {
      String table =
          switch (child.getPath().getName()) {
            case "_delta_log" -> "delta";
            case ".hoodie" -> "hudi";
            case "metadata" -> isOfIceberg(system, child) ? "iceberg" : "";
            default -> "";
          };
      if (child.isDirectory() && !table.isEmpty()) {
        String place = UserPath.shown(folder);
        throw InvalidInputException.at(
            place,
            "a table of %s, whose folder keeps rows of older versions, too".formatted(name(table)),
            "files of the rows that count, as Spark writes them:"
                + " spark.read.format(\"%s\").load(…).write.parquet(…); a glob, such as %s, takes all files"
                    .formatted(table, table.equals("iceberg") ? "data/*.parquet" : "*.parquet"));
      }
    }
  }

  private static boolean isOfIceberg(FileSystem system, FileStatus metadata) throws IOException {
    if (metadata.isDirectory()) {
      for (FileStatus file : system.listStatus(metadata.getPath())) {
        if (file.getPath().getName().endsWith(".metadata.json")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String name(String table) {
    return switch (table) {
      case "delta" -> "Delta Lake";
      case "hudi" -> "Apache Hudi";
      default -> "Apache Iceberg";
    };
  }
}
