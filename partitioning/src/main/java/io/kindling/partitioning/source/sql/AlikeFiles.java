package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Files that have the same columns, so that one scan reads them.
 *
 * @param first of those that have rows
 * @param files in their order; those without rows may have any columns
 * @param rowed how many of them have rows
 * @param schema as Spark stores the columns
 * @param types of the columns that are read, in the words of the files
 */
record AlikeFiles(
    Path first, List<ListedFile> files, int rowed, StructType schema, Map<String, String> types) {
  /** Copies. */
  AlikeFiles {
    files = List.copyOf(files);
    types = Map.copyOf(types);
  }

  /** What errors call the first. */
  String name() {
    return UserPath.shown(first);
  }

  /** The paths of all. */
  String[] paths() {
    return files.stream().map(file -> file.status().getPath().toString()).toArray(String[]::new);
  }

  /** Their column of a name, or one in which nothing stands. */
  StructField field(String name) {
    return List.of(schema.fieldNames()).contains(name)
        ? schema.apply(name)
        : StoredField.nothing(name);
  }
}
