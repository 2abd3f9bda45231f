package io.kindling.partitioning.source.file;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files of a source. Of those in folders, some are left out by their names: texts for people,
 * such as {@code README}, and where the names of some end as those of the format do, those with
 * other endings. Files of no bytes are left out in any case.
 *
 * @param files in the order of their paths
 * @param notes what a person may want to know of the choice, a line each: what was left out by its
 *     name, and what may not belong together
 */
public record DataFiles(List<ListedFile> files, List<String> notes) {
  /** Copies. */
  public DataFiles {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * The files that {@code path} names: a file, the files in a folder, or what a glob matches.
   *
   * @param format whose endings count
   * @param expected in a file
   * @throws InvalidInputException when there is none, or it cannot be looked for
   */
  public static DataFiles of(
      Configuration configuration, String path, String format, String expected) {
    return chosen(InputFiles.listed(configuration, path, false), format, expected);
  }

  /**
   * The same, also of folders such as {@code year=2025} within a folder, which say what stands in a
   * column of all rows below them, as Hive and Spark write them.
   *
   * @throws InvalidInputException also when files are in folders of other keys than the first
   */
  public static DataFiles withKeys(
      Configuration configuration, String path, String format, String expected) {
    DataFiles chosen = chosen(InputFiles.listed(configuration, path, true), format, expected);
    List<String> keys = List.copyOf(chosen.files.get(0).keys().keySet());
    for (ListedFile file : chosen.files) {
      List<String> others = List.copyOf(file.keys().keySet());
      if (!others.equals(keys)) {
        throw InvalidInputException.at(
            UserPath.shown(file.status().getPath()),
            others.isEmpty() ? "no folder key=value" : "folders of " + Names.shortened(others),
            keys.isEmpty()
                ? "none, as for " + UserPath.shown(chosen.files.get(0).status().getPath())
                : "folders of " + Names.shortened(keys));
      }
    }
    return chosen;
  }

  /** The keys of the folders within a path in which the files are. */
  public static Set<String> keys(Configuration configuration, String path) {
    return InputFiles.listed(configuration, path, true).files().get(0).keys().keySet();
  }

  /**
   * The file that tells what format all are of: the first whose name says so, or else the first
   * that is no text for people.
   *
   * @param expected in a file
   */
  public static ListedFile telling(Configuration configuration, String path, String expected) {
    List<ListedFile> files = filled(InputFiles.listed(configuration, path, true).files(), expected);
    return first(files, file -> FileNames.format(file.status().getPath()).isPresent())
        .or(() -> first(files, file -> !FileNames.isDocument(file.status().getPath())))
        .orElse(files.get(0));
  }

  private static Optional<ListedFile> first(List<ListedFile> files, Predicate<ListedFile> wanted) {
    return files.stream().filter(wanted).findFirst();
  }

  private static List<ListedFile> filled(List<ListedFile> all, String expected) {
    List<ListedFile> files = all.stream().filter(file -> file.status().getLen() > 0).toList();
    if (files.isEmpty()) {
      throw InvalidInputException.at(
          UserPath.shown(all.get(0).status().getPath()), "an empty file", expected);
    }
    return files;
  }

  private static DataFiles chosen(InputFiles.Listing all, String format, String expected) {
    List<ListedFile> files = filled(all.files(), expected);
    boolean someNamed =
        files.stream().anyMatch(file -> file.isFound() && isNamed(file.status().getPath(), format));
    List<ListedFile> kept = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (ListedFile file : files) {
      Path path = file.status().getPath();
      boolean other = someNamed && FileNames.hasEnding(path) && !isNamed(path, format);
      if (file.isFound() && (other || FileNames.isDocument(path))) {
        others.add(path.getName());
      } else {
        kept.add(file);
      }
    }
    if (kept.isEmpty()) {
      return new DataFiles(files, List.of()); // what they hold will be told
    }
    List<String> notes = new ArrayList<>();
    if (!others.isEmpty()) {
      notes.add("left out by their names: " + Names.shortened(others));
    }
    if (!all.folders().isEmpty()) {
      notes.add(
          "folders within are not looked into: "
              + Names.shortened(all.folders().stream().sorted().toList()));
    }
    TrainAndTest.pooled(kept).ifPresent(notes::add);
    return new DataFiles(kept, notes);
  }

  private static boolean isNamed(Path file, String format) {
    return FileNames.format(file).equals(Optional.of(format));
  }

  /** The keys of the folders that the files are in, each of which is a column. */
  public Set<String> keys() {
    return files.get(0).keys().keySet();
  }

  /** What is noted where files have a column of the same name as folders, whose value counts. */
  public static String overColumn(String key) {
    String name = Names.shortened(key);
    return "%s is what the folders %s=… say: the files have a column of that name, too, which is not read"
        .formatted(name, name);
  }

  /** The files as Hadoop lists them. */
  public List<FileStatus> statuses() {
    return files.stream().map(ListedFile::status).toList();
  }
}
