package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.source.images.SeenImages;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Files whose format is seen: by their ending, or else by how they start.
 *
 * @param path a file, a folder of files, or a glob
 */
public record SeenSource(String path) implements RowSource {
  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return seen(context.hadoopConfiguration()).open(context, rules);
  }

  @Override
  public Optional<LocalTable> openLocally(Configuration configuration, CellRules rules) {
    return seen(configuration).openLocally(configuration, rules);
  }

  private RowSource seen(Configuration configuration) {
    FormatGuess.Seen seen = FormatGuess.of(configuration, path);
    if (!seen.validation().isEmpty()) {
      throw InvalidInputException.at(
          UserPath.shown(path),
          "rows to train on and others to validate on",
          "one or the other: " + String.join(" or ", of(seen.train()), of(seen.validation())));
    }
    return source(seen);
  }

  private static String of(Map<String, String> settings) {
    return settings.values().iterator().next();
  }

  private static RowSource source(FormatGuess.Seen seen) {
    if (seen.format().equals("images")) {
      return new SeenImages(of(seen.train())); // of the size that a model takes
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    settings.put("format", Setting.scalar("format", seen.format()));
    seen.train().forEach((key, value) -> settings.put(key, Setting.scalar(key, value)));
    return SourceFormats.read(Setting.mapping("data", settings), Setting::text);
  }
}
