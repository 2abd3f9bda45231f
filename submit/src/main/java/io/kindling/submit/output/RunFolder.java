package io.kindling.submit.output;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.submit.report.ReportFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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
  private static final String MODEL = "model";
  private static final String HISTORY = "history.jsonl";
  private static final String CHECKPOINTS = "checkpoints";
  private static final Set<String> OF_A_TRAINING =
      Set.of(MODEL, HISTORY, CHECKPOINTS, ReportFolder.PAGE, FolderClaim.FILE);

  /** The folder of the model. */
  public String model() {
    return model(path);
  }

  /** The folder of the model in the output folder {@code path}. */
  public static String model(String path) {
    return path + "/" + MODEL;
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
    return new Path(UserPath.of(path), HISTORY);
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

  /**
   * Checks that it can be the folder of a training, however little that has written.
   *
   * @throws InvalidInputException when it is no folder, or holds files, but none of a training
   */
  void requireTraining() throws IOException {
    String expected = "the output of a training to go on from";
    Path folder = UserPath.of(path);
    FileSystem system = UserPath.fileSystem(folder, hadoop);
    if (!system.exists(folder)) {
      throw InvalidInputException.at(path, "no such folder", expected);
    }
    if (system.getFileStatus(folder).isFile()) {
      throw InvalidInputException.at(path, "a file", "a folder");
    }
    List<String> names =
        Arrays.stream(system.listStatus(folder)).map(file -> file.getPath().getName()).toList();
    if (!names.isEmpty() && Collections.disjoint(names, OF_A_TRAINING)) {
      throw InvalidInputException.at(path, "files, and none of a training", expected);
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
