package io.kindling.ml;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The params in the place of the settings of config files that they are called after: whoever has
 * no config file could not find what an error names.
 */
final class ParamNames {
  /** Not within a name or a path, nor where somebody's text is quoted. */
  private static final Pattern SETTING =
      Pattern.compile("(?<![\\w.'/\\[])(?:training|data)\\.[a-z_]+");

  private static final String DROPS_UNLABELLED =
      "data.missing_label: drop; of evaluate, --missing-label drop";

  private static final Map<String, String> PARAMS =
      Map.ofEntries(
          Map.entry("data.columns", "columns"),
          Map.entry("data.exclude", "featuresCols"),
          Map.entry("data.features", "featuresCols"),
          Map.entry("data.label_scale", "labelScale"),
          Map.entry("data.missing", "missing"),
          Map.entry("data.scale", "scale"),
          Map.entry("data.validation", "validationIndicatorCol"),
          Map.entry("training.batch_size", "batchSize"),
          Map.entry("training.class_weights", "classWeights"),
          Map.entry("training.freeze", "freeze"),
          Map.entry("training.init_from", "initFrom"),
          Map.entry("training.monitor", "patience"),
          Map.entry("training.shards", "shards"),
          Map.entry("training.sync", "sync"));

  private ParamNames() {}

  /** A line for people with the names of params. */
  static String in(String line) {
    String told =
        line.replace(DROPS_UNLABELLED, "a DataFrame without such rows, as na().drop() gives");
    return SETTING.matcher(told).replaceAll(ParamNames::param);
  }

  private static String param(MatchResult setting) {
    return PARAMS.getOrDefault(setting.group(), setting.group());
  }

  /**
   * Does some work, whose errors have the names of params.
   *
   * @throws InvalidInputException what the work throws
   */
  static <T> T inErrors(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw e.reworded(ParamNames::in);
    }
  }
}
