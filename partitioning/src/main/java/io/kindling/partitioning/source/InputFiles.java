package io.kindling.partitioning.source;

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
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Files as Hadoop sees them: any URI, any codec that a file's ending names. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The files that {@code path} names: a file, the files in a folder, or what a glob matches, in
   * the order of their paths. Names that start with {@code _} or {@code .} are left out of folders.
   *
   * @throws InvalidInputException when there is none
   */
  public static List<FileStatus> list(Configuration configuration, String path) {
    List<FileStatus> files = new ArrayList<>();
    try {
      Path pattern = new Path(path);
      FileSystem system = pattern.getFileSystem(configuration);
      FileStatus[] matches = system.globStatus(pattern);
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        if (match.isDirectory()) {
          files.addAll(List.of(system.listStatus(match.getPath(), InputFiles::isVisible)));
        } else {
          files.add(match);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw InvalidInputException.at(path, e.toString(), "a file that can be read");
    }
    files.removeIf(FileStatus::isDirectory);
    if (files.isEmpty()) {
      throw InvalidInputException.at(path, "no such file", "a file, a folder of files or a glob");
    }
    files.sort(Comparator.comparing(file -> file.getPath().toString()));
    return files;
  }

  private static boolean isVisible(Path path) {
    return !path.getName().startsWith("_") && !path.getName().startsWith(".");
  }

  /** The one file that {@code path} names. */
  public static FileStatus single(Configuration configuration, String path) {
    List<FileStatus> files = list(configuration, path);
    if (files.size() != 1) {
      throw InvalidInputException.at(path, files.size() + " files", "one file");
    }
    return files.get(0);
  }

  /** The content of a file, decompressed as its ending says. */
  public static InputStream open(Configuration configuration, Path path) throws IOException {
    InputStream raw = path.getFileSystem(configuration).open(path);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    return codec == null ? new BufferedInputStream(raw, 1 << 16) : codec.createInputStream(raw);
  }
}
