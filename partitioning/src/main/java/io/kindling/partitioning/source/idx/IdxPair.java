package io.kindling.partitioning.source.idx;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file of features and one of labels that lie beside each other under the names of MNIST's, such
 * as {@code train-images-idx3-ubyte.gz} and {@code train-labels-idx1-ubyte.gz}.
 *
 * @param features the path of the features
 * @param labels the path of their labels; none where there is no such file
 */
public record IdxPair(String features, Optional<String> labels) {
  private static final String EXPECTED =
      "one pair, or one of train-… and one to validate on, such as t10k-…";

  /** A file of features with the labels beside it, if there are any. */
  public static IdxPair of(Configuration configuration, String features) {
    Path file = InputFiles.single(configuration, features).getPath();
    String name = file.getName();
    String other = nameOfLabels(name);
    Path folder = file.getParent();
    if (other.equals(name) || folder == null) {
      return new IdxPair(features, Optional.empty());
    }
    Path labels = UserPath.child(folder, other);
    boolean there =
        InputFiles.list(configuration, folder.toString()).stream()
            .anyMatch(status -> status.getPath().getName().equals(other));
    return new IdxPair(features, there ? Optional.of(UserPath.shown(labels)) : Optional.empty());
  }

  private static String nameOfLabels(String name) {
    return name.replace("images", "labels").replace("idx3", "idx1");
  }

  /**
   * The pairs in a folder: the one to train on, and behind it, if there is another, the one to
   * validate on.
   *
   * @throws InvalidInputException when there is no such pair, or more
   */
  public static List<IdxPair> in(Configuration configuration, String folder) {
    List<IdxPair> train = new ArrayList<>();
    List<IdxPair> others = new ArrayList<>();
    List<FileStatus> files = InputFiles.list(configuration, folder);
    for (FileStatus file : files) {
      IdxPair pair = of(configuration, UserPath.shown(file.getPath()));
      if (pair.labels().isPresent()) {
        (file.getPath().getName().startsWith("train") ? train : others).add(pair);
      }
    }
    List<IdxPair> pairs = new ArrayList<>(train);
    pairs.addAll(others);
    boolean told = pairs.size() == 1 || (train.size() == 1 && others.size() == 1);
    if (!told) {
      throw InvalidInputException.at(
          UserPath.shown(folder),
          "%s pairs of IDX files with names such as train-images-… and train-labels-…"
              .formatted(pairs.size()),
          pairs.isEmpty() ? "a file of features; --labels names that of its labels" : EXPECTED);
    }
    return List.copyOf(pairs);
  }
}
