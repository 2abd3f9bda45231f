package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.FileNames;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.TrainAndTest;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.source.idx.IdxPair;
import io.kindling.partitioning.source.images.ImageGuess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Tells the format of files by their ending, or else by how they start. */
public final class FormatGuess {
  private static final String EXPECTED = "data in a format that is known";
  private static final int HEAD = 4096;
  private static final Pattern LIBSVM =
      Pattern.compile("[-+0-9.eE]+(,[-+0-9.eE]+)*(\\s+(qid:\\d+|\\d+:[-+0-9.eE]+))+\\s*(#.*)?");

  private FormatGuess() {}

  /**
   * What is seen at a path, as a config file would declare it.
   *
   * @param format its name
   * @param train what else is said of the rows, by the names of settings
   * @param validation the same of rows to validate on, where they lie beside; nothing otherwise
   */
  public record Seen(String format, Map<String, String> train, Map<String, String> validation) {
    /** Copies. */
    public Seen {
      train = Collections.unmodifiableMap(new LinkedHashMap<>(train));
      validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }

    private static Seen at(String format, String path) {
      return new Seen(format, Map.of("path", path), Map.of());
    }
  }

  /**
   * The format of the files that a path names.
   *
   * @throws InvalidInputException when there are none that can be read
   */
  public static Seen of(Configuration configuration, String path) {
    List<Map<String, String>> images = ImageGuess.of(configuration, path);
    if (!images.isEmpty()) {
      return new Seen("images", images.get(0), images.size() > 1 ? images.get(1) : Map.of());
    }
    Optional<TrainAndTest> apart = TrainAndTest.in(configuration, path);
    if (apart.isPresent()) {
      Seen train = of(configuration, apart.get().train());
      return new Seen(train.format(), train.train(), Map.of("path", apart.get().heldOut()));
    }
    Path first = DataFiles.telling(configuration, path, EXPECTED).status().getPath();
    String format =
        byEnding(first)
            .filter(named -> !named.equals("csv") || !isLibsvm(head(configuration, first)))
            .orElseGet(() -> byContent(configuration, first));
    return format.equals("idx") ? idx(configuration, path) : Seen.at(format, path);
  }

  private static Seen idx(Configuration configuration, String path) {
    if (InputFiles.list(configuration, path).size() == 1) {
      return new Seen("idx", settings(IdxPair.of(configuration, path)), Map.of());
    }
    List<IdxPair> pairs = IdxPair.in(configuration, path);
    return new Seen(
        "idx", settings(pairs.get(0)), pairs.size() > 1 ? settings(pairs.get(1)) : Map.of());
  }

  private static Map<String, String> settings(IdxPair pair) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("features", pair.features());
    pair.labels().ifPresent(labels -> settings.put("labels", labels));
    return settings;
  }

  private static Optional<String> byEnding(Path file) {
    if (ImageGuess.isNamedAsImage(file)) {
      throw InvalidInputException.at(
          UserPath.shown(file), "a single image", "the folder of all images");
    }
    return FileNames.format(file);
  }

  private static String byContent(Configuration configuration, Path first) {
    byte[] head = head(configuration, first);
    if (head.length > 4 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[3] > 0) {
      return "idx";
    }
    String start = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    if (start.startsWith("PAR1")) {
      return "parquet";
    }
    if (start.startsWith("ORC")) {
      return "orc";
    }
    if (start.startsWith("{")) {
      return "json";
    }
    return isLibsvm(head) ? "libsvm" : "csv";
  }

  /** Whether the first line is as {@code label index:value …}, which no line of CSV is. */
  private static boolean isLibsvm(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .findFirst()
        .filter(line -> LIBSVM.matcher(line).matches())
        .isPresent();
  }

  private static byte[] head(Configuration configuration, Path file) {
    try (InputStream in = InputFiles.open(configuration, file)) {
      return in.readNBytes(HEAD);
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(UserPath.shown(file), e);
    }
  }
}
