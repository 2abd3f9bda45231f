package io.kindling.partitioning.source.file;

import io.kindling.kernels.spec.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;

/** Files as Hadoop sees them: any URI, any codec that a file's ending names. */
public final class InputFiles {
  private static final String EXPECTED = "a file, a folder of files or a glob";

  private InputFiles() {}

  /**
   * The files that {@code path} names: a file, the files in a folder, or what a glob matches, in
   * the order of their paths. A file or folder of exactly this name comes before a glob. Names that
   * start with {@code _} or {@code .} are left out of folders.
   *
   * @throws InvalidInputException when there is none, or it cannot be looked for
   */
  public static List<FileStatus> list(Configuration configuration, String path) {
    String place = UserPath.shown(path);
    Path wanted = UserPath.of(path);
    FileSystem system = UserPath.fileSystem(wanted, configuration);
    List<FileStatus> files = new ArrayList<>();
    try {
      List<FileStatus> matches = Glob.matches(system, wanted);
      if (matches.isEmpty()) {
        throw InvalidInputException.at(place, "no such file", EXPECTED);
      }
      for (FileStatus match : matches) {
        if (match.isDirectory()) {
          files.addAll(List.of(system.listStatus(match.getPath(), InputFiles::isVisible)));
        } else {
          files.add(match);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw InvalidInputException.at(place, ReadProblem.describe(e), EXPECTED);
    }
    files.removeIf(FileStatus::isDirectory);
    if (files.isEmpty()) {
      throw InvalidInputException.at(place, "a folder without files", EXPECTED);
    }
    files.sort(Comparator.comparing(file -> file.getPath().toString()));
    return files;
  }

  /** The error of a file that could not be read; other errors as they are. */
  public static RuntimeException unreadable(String place, Exception error) {
    if (error instanceof RuntimeException other && ReadProblem.lasting(error) == null) {
      return other;
    }
    return InvalidInputException.at(place, ReadProblem.describe(error), "a file that can be read");
  }

  private static boolean isVisible(Path path) {
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
    return codec == null ? new BufferedInputStream(raw, 1 << 16) : codec.createInputStream(raw);
  }

  /** Hadoop looks for the checksums of a local file where it cannot if its name has a colon. */
  private static FileSystem fileSystem(Configuration configuration, Path path) throws IOException {
    FileSystem system = path.getFileSystem(configuration);
    return system instanceof LocalFileSystem local && hasColon(path) ? local.getRaw() : system;
  }

  /** Whether the name of a file has a colon, which Hadoop takes for the end of a scheme. */
  public static boolean hasColon(Path file) {
    return file.getName().indexOf(':') >= 0;
  }
}
