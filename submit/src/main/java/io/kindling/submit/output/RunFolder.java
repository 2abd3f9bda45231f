package io.kindling.submit.output;

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
    return new Path(path, "history.jsonl");
  }

  /** Whether there is something of that name. */
  boolean exists() throws IOException {
    Path folder = new Path(path);
    return folder.getFileSystem(hadoop).exists(folder);
  }
}
