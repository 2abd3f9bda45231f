package io.kindling.partitioning.source.images;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds images in folders. */
final class ImageFolder {
  private static final String EXPECTED = "a folder of images, or of folders of images";

  private ImageFolder() {}

  /**
   * The images in the order of their paths. Names that start with {@code _} or {@code .} are left
   * out.
   *
   * @throws InvalidInputException when there is none, or some have a label and others do not
   */
  static List<ImageFile> list(Configuration configuration, String folder) {
    String place = UserPath.shown(folder);
    Path path = UserPath.of(folder);
    FileSystem system = UserPath.fileSystem(path, configuration);
    Map<String, String> labels = new TreeMap<>();
    try {
      for (FileStatus child : system.listStatus(path)) {
        if (isVisible(child)) {
          addFiles(system, child, child.isDirectory() ? child.getPath().getName() : "", labels);
        }
      }
    } catch (FileNotFoundException e) {
      throw InvalidInputException.at(place, "no such file", EXPECTED);
    } catch (IOException e) {
      throw InvalidInputException.at(place, ReadProblem.describe(e), EXPECTED);
    }
    if (labels.isEmpty()) {
      throw InvalidInputException.at(place, "a folder without files", EXPECTED);
    }
    List<ImageFile> files = new ArrayList<>();
    for (Map.Entry<String, String> file : labels.entrySet()) {
      files.add(new ImageFile(files.size(), file.getKey(), file.getValue()));
    }
    checkLabels(files);
    return List.copyOf(files);
  }

  private static void addFiles(
      FileSystem system, FileStatus file, String label, Map<String, String> labels)
      throws IOException {
    if (!file.isDirectory()) {
      labels.put(file.getPath().toString(), label);
      return;
    }
    for (FileStatus child : system.listStatus(file.getPath())) {
      if (isVisible(child)) {
        addFiles(system, child, label, labels);
      }
    }
  }

  private static boolean isVisible(FileStatus file) {
    String name = file.getPath().getName();
    return !name.startsWith("_") && !name.startsWith(".");
  }

  private static void checkLabels(List<ImageFile> files) {
    boolean labelled = files.stream().anyMatch(file -> !file.label().isEmpty());
    files.stream()
        .filter(file -> labelled && file.label().isEmpty())
        .findFirst()
        .ifPresent(
            file -> {
              throw InvalidInputException.at(
                  UserPath.shown(new Path(file.path())),
                  "a file beside folders",
                  "all images in folders named by their label, or none");
            });
  }
}
