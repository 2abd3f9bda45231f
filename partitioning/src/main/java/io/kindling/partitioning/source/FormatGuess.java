package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.partitioning.source.json.JsonSource;
import io.kindling.partitioning.source.libsvm.LibsvmSource;
import io.kindling.partitioning.source.sql.OrcSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Tells the format of files by their ending, or else by how they start. */
public final class FormatGuess {
  private static final String EXPECTED = "data in a format that is known";
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
    Path first = InputFiles.listData(configuration, path, EXPECTED).get(0).status().getPath();
    String name = COMPRESSED.matcher(first.getName().toLowerCase(Locale.ROOT)).replaceFirst("");
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "csv", "tsv" -> new CsvSource(path);
      case "json", "jsonl", "ndjson" -> new JsonSource(path);
      case "parquet" -> new ParquetSource(path);
      case "orc" -> new OrcSource(path);
      case "libsvm", "svm", "svmlight" -> new LibsvmSource(path);
      case "png", "jpg", "jpeg" ->
          throw InvalidInputException.at(
              UserPath.shown(path),
              "images",
              "the format and the size: {format: images, height: …, width: …}");
      default -> byContent(configuration, path, first);
    };
  }

  private static RowSource byContent(Configuration configuration, String path, Path first) {
    byte[] head = head(configuration, first);
    if (head.length > 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[3] > 0) {
      return new IdxSource(path, null);
    }
    String start = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    if (start.startsWith("PAR1")) {
      return new ParquetSource(path);
    }
    if (start.startsWith("ORC")) {
      return new OrcSource(path);
    }
    if (start.startsWith("{")) {
      return new JsonSource(path);
    }
    return LIBSVM.matcher(start.lines().findFirst().orElse("")).matches()
        ? new LibsvmSource(path)
        : new CsvSource(path);
  }

  private static byte[] head(Configuration configuration, Path file) {
    try (InputStream in = InputFiles.open(configuration, file)) {
      return in.readNBytes(HEAD);
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(file.toString(), e);
    }
  }
}
