package io.kindling.submit.output;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.submit.report.ReportFolder;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The output folder of a training: {@code model/}, {@code history.jsonl}, {@code checkpoints/},
 * {@code report.html} and {@code report.json}, and {@code tensorboard/} where it is wanted. May be
 * any Hadoop URI.
 *
 * @param path the folder
 * @param hadoop how to reach it
 */
public record RunFolder(String path, Configuration hadoop) {
  private static final String CHECKPOINTS = "checkpoints";

  /** The folder of the model. */
  public String model() {
    return model(path);
  }

  /** The folder of the model in the output folder {@code path}. */
  public static String model(String path) {
    return path + "/model";
  }

  /** The folder of the last epoch's model, where the model is that of an earlier one. */
  public String lastModel() {
    return path + "/model-last";
  }

  /** Whether it is the folder {@code other}, or lies in it. */
  public boolean isWithin(String other) throws IOException {
    Path there = UserPath.of(other);
    Path outer = UserPath.fileSystem(there, hadoop).makeQualified(there);
    Path here = UserPath.of(path);
    for (Path inner = UserPath.fileSystem(here, hadoop).makeQualified(here);
        inner != null;
        inner = inner.getParent()) {
      if (inner.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  /** The folder of checkpoints. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path + "/" + CHECKPOINTS, hadoop);
  }

  /** Its report. */
  public ReportFolder report() {
    return new ReportFolder(path, hadoop);
  }

  /** The folder of events for TensorBoard. */
  public String events() {
    return path + "/tensorboard";
  }

  /** The file of the history. */
  public Path history() {
    return new Path(UserPath.of(path), "history.jsonl");
  }

  /**
   * Checks that it holds no model.
   *
   * @throws InvalidInputException when it holds one
   */
  public void requireNoModel() throws IOException {
    if (holdsModel()) {
      throw InvalidInputException.at(
          path, "a model and no checkpoint", "a checkpoint to go on from");
    }
  }

  /** Whether it holds a model. */
  boolean holdsModel() throws IOException {
    return exists(model());
  }

  /** Whether there is something of that name. */
  boolean exists() throws IOException {
    return exists(path);
  }

  private boolean exists(String place) throws IOException {
    Path there = UserPath.of(place);
    return UserPath.fileSystem(there, hadoop).exists(there);
  }
}
