package io.kindling.partitioning.source;

import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.idx.IdxSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Tells the format of files by their ending, or else by how they start. */
public final class FormatGuess {
  private static final int HEAD = 4096;
  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|bz2|zst|lz4|snappy|deflate)$");
  private static final Pattern LIBSVM =
      Pattern.compile("[-+0-9.eE]+(,[-+0-9.eE]+)*(\\s+(qid:)?\\d+:[-+0-9.eE]+)+\\s*(#.*)?");

  private FormatGuess() {}

  /**
   * The source of the files that a path names.
   *
   * @throws io.kindling.kernels.spec.InvalidInputException when there are none that can be read
   */
  public static RowSource of(Configuration configuration, String path) {
    List<FileStatus> files = InputFiles.list(configuration, path);
    Path first =
        files.stream().filter(file -> file.getLen() > 0).findFirst().orElse(files.get(0)).getPath();
    String name = COMPRESSED.matcher(first.getName().toLowerCase(Locale.ROOT)).replaceFirst("");
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "csv", "tsv" -> new CsvSource(path);
      default -> byContent(configuration, path, first);
    };
  }

  private static RowSource byContent(Configuration configuration, String path, Path first) {
    byte[] head = head(configuration, first);
    if (head.length > 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[3] > 0) {
      return new IdxSource(path, null);
    }
    String start = new String(head, StandardCharsets.ISO_8859_1);
    return new CsvSource(path);
  }

  private static byte[] head(Configuration configuration, Path file) {
    try (InputStream in = InputFiles.open(configuration, file)) {
      return in.readNBytes(HEAD);
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(file.toString(), e);
    }
  }
}
