package io.kindling.submit.output;

import io.kindling.partitioning.source.file.UserPath;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The output folder of a training: {@code model/}, {@code history.jsonl}. May be any Hadoop URI.
 *
 * @param path the folder
 * @param hadoop how to reach it
 */
public record RunFolder(String path, Configuration hadoop) {
  /** The folder of the model. */
  public String model() {
    return model(path);
  }

  /** The folder of the model in the output folder {@code path}. */
  public static String model(String path) {
    return path + "/model";
  }

  /** The file of the history. */
  public Path history() {
    return new Path(UserPath.of(path), "history.jsonl");
  }

  /** Whether there is something of that name. */
  boolean exists() throws IOException {
    Path folder = UserPath.of(path);
    return UserPath.fileSystem(folder, hadoop).exists(folder);
  }
}
