package io.kindling.partitioning.source.file;

import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.kernels.spec.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;

/** Files as Hadoop sees them: any URI, any codec that a file's ending names. */
public final class InputFiles {
  static final String EXPECTED = "a file, a folder of files or a glob";
  private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";
  private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final int HEXADECIMAL = 16;

  private InputFiles() {}

  /**
   * The files that {@code path} names: a file, the files in a folder, or what a glob matches, in
   * the order of their paths. A file or folder of exactly this name comes before a glob. Names that
   * start with {@code _} or {@code .} are left out of folders.
   *
   * @throws InvalidInputException when there is none, or it cannot be looked for
   */
  public static List<FileStatus> list(Configuration configuration, String path) {
    return listed(configuration, path, false).files().stream().map(ListedFile::status).toList();
  }

  /**
   * What was found at a path.
   *
   * @param files in the order of their paths
   * @param folders the names of those within a folder that were not looked into
   */
  record Listing(List<ListedFile> files, List<String> folders) {}

  /**
   * The same, with what the folders {@code key=value} say of each.
   *
   * @param keys whether such folders within a folder are looked into
   */
  static Listing listed(Configuration configuration, String path, boolean keys) {
    String place = UserPath.shown(path);
    Path wanted = UserPath.of(path);
    FileSystem system = UserPath.fileSystem(wanted, configuration);
    List<ListedFile> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    try {
      List<FileStatus> matches = Glob.matches(system, wanted);
      if (matches.isEmpty()) {
        throw InvalidInputException.at(place, "no such file", EXPECTED);
      }
      for (FileStatus match : matches) {
        if (match.isDirectory()) {
          addFiles(system, match.getPath(), Map.of(), keys, files, folders);
        } else if (match.getLen() < 0) { // as of http:, which answers for any name
          throw InvalidInputException.at(
              place,
              "a web address, whose length nobody tells",
              "a file that was downloaded from it");
        } else {
          files.add(new ListedFile(match, Map.of(), false));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      Interrupts.rethrow(e);
      throw InvalidInputException.at(place, ReadProblem.describe(e), EXPECTED);
    }
    if (files.isEmpty()) {
      throw InvalidInputException.at(place, "a folder without files", EXPECTED);
    }
    files.sort(Comparator.comparing(file -> file.status().getPath().toString()));
    return new Listing(files, folders);
  }

  private static void addFiles(
      FileSystem system,
      Path folder,
      Map<String, String> keysAbove,
      boolean keys,
      List<ListedFile> files,
      List<String> folders)
      throws IOException {
    LocalLinks.check(folder);
    List<FileStatus> children = List.of(system.listStatus(folder));
    VersionedTable.refuse(system, folder, children);
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      int equals = name.indexOf('=');
      if (child.isDirectory() && keys && equals > 0 && !name.startsWith(".")) {
        Map<String, String> more = new LinkedHashMap<>(keysAbove);
        more.put(unescaped(name.substring(0, equals)), value(name.substring(equals + 1)));
        addFiles(system, child.getPath(), more, true, files, folders);
      } else if (!child.isDirectory() && isVisible(child.getPath())) {
        files.add(new ListedFile(child, keysAbove, true));
      } else if (isVisible(child.getPath())) {
        folders.add(name);
      }
    }
  }

  private static String value(String text) {
    return text.equals(NO_VALUE) ? "" : unescaped(text);
  }

  /** Hive writes what a name cannot hold as a percent sign and two hexadecimal digits. */
  private static String unescaped(String name) {
    return ESCAPED
        .matcher(name)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(match.group(1), HEXADECIMAL))));
  }

  /** The error of a file that could not be read; other errors as they are. */
  public static RuntimeException unreadable(String place, Exception error) {
    Interrupts.rethrow(error);
    if (error instanceof RuntimeException other && ReadProblem.lasting(error) == null) {
      return other;
    }
    return InvalidInputException.at(place, ReadProblem.describe(error), "a file that can be read");
  }

  static boolean isVisible(Path path) {
    return !path.getName().startsWith("_") && !path.getName().startsWith(".");
  }

  /** The one file that {@code path} names. */
  public static FileStatus single(Configuration configuration, String path) {
    List<FileStatus> files = list(configuration, path);
    if (files.size() != 1) {
      throw InvalidInputException.at(UserPath.shown(path), files.size() + " files", "one file");
    }
    return files.get(0);
  }

  /** The content of a file, decompressed as its ending says. */
  public static InputStream open(Configuration configuration, Path path) throws IOException {
    CompressionCodec codec = Codecs.of(configuration, path);
    InputStream raw = fileSystem(configuration, path).open(path);
    return codec == null
        ? new BufferedInputStream(raw, 1 << 16)
        : Unpacking.of(configuration, path, codec, raw);
  }

  /**
   * The file system in which a file can be opened. Hadoop looks for the checksums of a local file
   * where it cannot if its name has a colon.
   */
  public static FileSystem fileSystem(Configuration configuration, Path path) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    return system instanceof LocalFileSystem local && hasColon(path) ? local.getRaw() : system;
  }

  /** Whether the name of a file has a colon, which Hadoop takes for the end of a scheme. */
  public static boolean hasColon(Path file) {
    return file.getName().indexOf(':') >= 0;
  }
}
