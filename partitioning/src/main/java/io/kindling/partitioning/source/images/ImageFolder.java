package io.kindling.partitioning.source.images;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.partitioning.source.file.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds images in folders. */
final class ImageFolder {
  private static final String EXPECTED = "a folder of images, or of folders of images";

  private ImageFolder() {}

  /** The endings of images, those that Java does not decode included: such a file is named. */
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "jpe", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif");

  private static final Set<String> TRAINING = Set.of("train", "training");
  private static final List<String> OTHERS =
      List.of("validation", "valid", "val", "dev", "test", "testing");

  /** Whether a file is an image by its name. */
  static boolean isNamedAsImage(Path file) {
    String name = file.getName().toLowerCase(Locale.ROOT);
    return isVisible(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * The folder itself or, where its folders are called {@code train} and, for example, {@code
   * test}, these: what is trained on first, and what is validated on, if there is such a one.
   */
  static List<String> parts(Configuration configuration, String folder) {
    Path path = UserPath.of(folder);
    FileSystem system = UserPath.fileSystem(path, configuration);
    try {
      Map<String, String> found = new TreeMap<>();
      for (FileStatus child : system.listStatus(path)) {
        if (isVisible(child.getPath())) {
          String name = child.getPath().getName();
          found.put(
              name.toLowerCase(Locale.ROOT), folder + (folder.endsWith("/") ? "" : "/") + name);
        }
      }
      Optional<String> train = found.keySet().stream().filter(TRAINING::contains).findFirst();
      boolean parts =
          train.isPresent()
              && found.keySet().stream()
                  .allMatch(name -> TRAINING.contains(name) || OTHERS.contains(name));
      return parts
          ? Stream.concat(train.stream(), OTHERS.stream().filter(found::containsKey).limit(1))
              .map(name -> String.valueOf(found.get(name)))
              .toList()
          : List.of(folder);
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(UserPath.shown(folder), ReadProblem.describe(e), EXPECTED);
    }
  }

  /**
   * The folder itself or, where all it has is a folder with others within, as of an archive that
   * was unpacked into a folder of its own, the first within whose folders are several.
   */
  static String inner(Configuration configuration, String folder) {
    Path path = UserPath.of(folder);
    FileSystem system = UserPath.fileSystem(path, configuration);
    String inner = folder;
    try {
      List<FileStatus> within = visible(system, path);
      while (within.size() == 1 && within.get(0).isDirectory()) {
        Path only = within.get(0).getPath();
        within = visible(system, only);
        if (within.stream().noneMatch(FileStatus::isDirectory)) {
          break; // images of one label
        }
        inner += (inner.endsWith("/") ? "" : "/") + only.getName();
      }
      return inner;
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(UserPath.shown(folder), ReadProblem.describe(e), EXPECTED);
    }
  }

  private static List<FileStatus> visible(FileSystem system, Path folder) throws IOException {
    return Stream.of(system.listStatus(folder))
        .filter(child -> isVisible(child.getPath()))
        .toList();
  }

  /**
   * Checks that images are in folders named by their labels.
   *
   * @param files as they are listed
   * @throws InvalidInputException when all are in one, or in none
   */
  static void checkLabelled(Configuration configuration, String folder, List<ImageFile> files) {
    String place = UserPath.shown(folder);
    if (files.get(0).label().isEmpty()) {
      throw InvalidInputException.at(
          place, "images without labels", "folders of images, which are named by their labels");
    }
    String label = files.get(0).label();
    if (files.stream().anyMatch(file -> !file.label().equals(label))) {
      return; // without looking into the folder once more
    }
    String inner = inner(configuration, folder);
    if (!inner.equals(folder)) {
      throw InvalidInputException.at(
          place,
          "one folder, '%s', for a label, with others within".formatted(label),
          "folders named by labels, as in " + UserPath.shown(inner));
    }
  }

  /**
   * The images in the order of their paths. Names that start with {@code _} or {@code .} are left
   * out, and so are those without an ending of images, such as {@code Thumbs.db}, if others have
   * one.
   *
   * @throws InvalidInputException when there is none, some have a label and others do not, or the
   *     folders are parts such as {@code train} and {@code test}
   */
  static List<ImageFile> list(Configuration configuration, String folder) {
    String place = UserPath.shown(folder);
    checkNoParts(configuration, folder);
    Path path = UserPath.of(folder);
    FileSystem system = UserPath.fileSystem(path, configuration);
    Map<String, String> labels = new TreeMap<>();
    try {
      for (FileStatus child : system.listStatus(path)) {
        if (isVisible(child.getPath())) {
          addFiles(system, child, child.isDirectory() ? child.getPath().getName() : "", labels);
        }
      }
    } catch (FileNotFoundException e) {
      throw InvalidInputException.at(place, "no such file", EXPECTED);
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(place, ReadProblem.describe(e), EXPECTED);
    }
    if (labels.isEmpty()) {
      throw InvalidInputException.at(place, "a folder without files", EXPECTED);
    }
    if (labels.keySet().stream().anyMatch(name -> isNamedAsImage(new Path(name)))) {
      labels.keySet().removeIf(name -> !isNamedAsImage(new Path(name)));
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
      if (isVisible(child.getPath())) {
        addFiles(system, child, label, labels);
      }
    }
  }

  private static void checkNoParts(Configuration configuration, String folder) {
    List<String> parts;
    try {
      Path path = UserPath.of(folder);
      FileSystem system = UserPath.fileSystem(path, configuration);
      if (!system.exists(path)) {
        throw InvalidInputException.at(UserPath.shown(folder), "no such file", EXPECTED);
      }
      if (!system.getFileStatus(path).isDirectory()) {
        throw InvalidInputException.at(UserPath.shown(folder), "a single file", EXPECTED);
      }
      parts = parts(configuration, folder);
    } catch (IOException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(UserPath.shown(folder), ReadProblem.describe(e), EXPECTED);
    }
    if (parts.size() > 1) {
      throw InvalidInputException.at(
          UserPath.shown(folder),
          "folders of rows to train on and to validate on",
          "one of them: " + String.join(" or ", parts));
    }
  }

  private static boolean isVisible(Path file) {
    String name = file.getName();
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
