package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.ListedFile;
import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** The room that reading files of ORC takes, looked at by {@link OrcLengths} in tasks. */
final class OrcRooms {
  private OrcRooms() {}

  /**
   * How many rows Spark may read at once of any of the files.
   *
   * @param columns that are read
   * @throws InvalidInputException when an array or a text is longer than any may be, or lengths
   *     cannot be read
   */
  static int rowsOfBatch(JavaSparkContext context, List<ListedFile> files, List<String> columns) {
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    List<String> paths = files.stream().map(file -> file.status().getPath().toString()).toList();
    List<Object> found;
    try {
      found =
          context
              .parallelize(paths, Math.min(paths.size(), 4 * context.defaultParallelism()))
              .map(path -> look(hadoop.value().value(), path, columns))
              .collect();
    } finally {
      hadoop.destroy();
    }
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < paths.size(); i++) {
      if (found.get(i) instanceof String error) {
        throw new InvalidInputException(error);
      }
      fewest = Math.min(fewest, (Integer) found.get(i));
    }
    return fewest;
  }

  /** The number, or what is wrong. */
  private static Object look(Configuration configuration, String path, List<String> columns) {
    try {
      return OrcLengths.rowsOfBatch(configuration, new Path(path), columns);
    } catch (InvalidInputException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException | RuntimeException e) {
      String problem = SqlProblem.lasting(e);
      if (problem != null) {
        return UserPath.shown(new Path(path))
            + ": found %s, expected %s".formatted(problem, SqlProblem.EXPECTED);
      }
      throw e instanceof RuntimeException other
          ? other
          : new UncheckedIOException(path, new IOException(e));
    }
  }
}
