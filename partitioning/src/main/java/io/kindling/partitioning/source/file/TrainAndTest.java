package io.kindling.partitioning.source.file;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Rows to train on, and rows that are held out, side by side in a folder: {@code train.csv} and
 * {@code test.csv}, or folders of these names. Read together they would be one table.
 *
 * @param train the path of those to train on
 * @param heldOut the path of the others
 */
public record TrainAndTest(String train, String heldOut) {
  private static final Set<String> TRAIN = Set.of("train", "training");

  /** Those that are more likely to have labels come first. */
  private static final List<String> HELD_OUT =
      List.of("validation", "valid", "val", "dev", "eval", "test", "testing");

  /** Those in a folder, where there is one of either. */
  public static Optional<TrainAndTest> in(Configuration configuration, String path) {
    Path folder = UserPath.of(path);
    List<Path> children = children(configuration, folder, path);
    List<Path> train =
        children.stream().filter(child -> TRAIN.contains(FileNames.stem(child))).toList();
    for (String name : HELD_OUT) {
      List<Path> others =
          children.stream().filter(child -> FileNames.stem(child).equals(name)).toList();
      if (train.size() == 1 && others.size() == 1) {
        return Optional.of(new TrainAndTest(below(path, train.get(0)), below(path, others.get(0))));
      }
    }
    return Optional.empty();
  }

  private static String below(String path, Path child) {
    return (path.endsWith("/") ? path : path + "/") + child.getName();
  }

  private static List<Path> children(Configuration configuration, Path folder, String path) {
    FileSystem system = UserPath.fileSystem(folder, configuration);
    List<Path> children = new ArrayList<>();
    try {
      List<FileStatus> matches = Glob.matches(system, folder);
      // What a glob matches has been chosen by its name.
      if (matches.size() == 1
          && matches.get(0).isDirectory()
          && matches.get(0).getPath().getName().equals(folder.getName())) {
        for (FileStatus child : system.listStatus(matches.get(0).getPath())) {
          if (!FileNames.isDocument(child.getPath())) {
            children.add(child.getPath());
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(
          UserPath.shown(path), ReadProblem.describe(e), InputFiles.EXPECTED);
    }
    return children;
  }

  /** What is to be told where such files are read as one table; nothing where there are none. */
  static Optional<String> pooled(List<ListedFile> files) {
    List<Path> found =
        files.stream().filter(ListedFile::isFound).map(file -> file.status().getPath()).toList();
    Optional<Path> train =
        found.stream().filter(file -> TRAIN.contains(FileNames.stem(file))).findFirst();
    Optional<Path> other =
        found.stream().filter(file -> HELD_OUT.contains(FileNames.stem(file))).findFirst();
    return train.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s and %s are read as one table; the path of one of them takes it alone"
                .formatted(train.get().getName(), other.get().getName()));
  }
}
