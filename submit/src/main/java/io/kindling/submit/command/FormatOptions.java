package io.kindling.submit.command;

import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how rows are to be read. */
final class FormatOptions {
  @Option(names = "--labels", paramLabel = "PATH", description = "The IDX file of labels.")
  private @Nullable String labelFile;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      split = ",",
      description = "The columns of labels, with commas between them; by default the model's.")
  private final List<String> labels = new ArrayList<>();

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "The column that says how much a row counts.")
  private @Nullable String weight;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of those that 'kindling catalogue' lists; by default as it is seen.")
  private @Nullable String format;

  @Option(
      names = "--format-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of the format, such as delimiter=tab; may be given several times.")
  private final Map<String, String> options = new LinkedHashMap<>();

  /** The columns of labels, if they are named. */
  List<String> labels() {
    return labels;
  }

  /** Whether the format follows from the files alone. */
  boolean areOpen() {
    return format == null && labelFile == null && options.isEmpty();
  }

  /** The rows in {@code data}. */
  RowSource rows(String data) {
    return SourceFormats.read(Setting.mapping("--data", settings(data)), Setting::text);
  }

  /** What a config file would say of the rows in {@code data}. */
  Map<String, Setting> settings(String data) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    String kind = labelFile == null ? format : "idx";
    put(settings, "--format", "format", kind);
    put(settings, "--data", "idx".equals(kind) ? "features" : "path", data);
    put(settings, "--labels", "labels", labelFile);
    put(settings, "--weight", "weight", weight);
    if (!labels.isEmpty()) {
      settings.put(
          "label",
          Setting.list(
              "--label", labels.stream().map(label -> Setting.scalar("--label", label)).toList()));
    }
    options.forEach(
        (key, value) -> settings.put(key, YamlText.readValue("--format-option " + key, value)));
    return settings;
  }

  private static void put(
      Map<String, Setting> settings, String option, String key, @Nullable String value) {
    if (value != null) {
      settings.put(key, Setting.scalar(option, value));
    }
  }
}
