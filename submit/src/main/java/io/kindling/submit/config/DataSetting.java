package io.kindling.submit.config;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.source.idx.IdxSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The declaration of a data set: {@code {format: idx, features: …, labels: …}} or {@code {format:
 * csv, path: …, label: …}}; {@code label} may be a list of columns, and {@code weight} names one.
 *
 * @param source the rows
 */
record DataSetting(RowSource source) {
  private static final List<String> FORMATS = List.of("idx", "csv");

  /** Reads it; paths are relative to {@code folder}, or any Hadoop URI. */
  static DataSetting read(Setting setting, Path folder) {
    Fields fields = setting.fields();
    Setting format = fields.required("format");
    RowSource source =
        switch (format.text()) {
          case "idx" ->
              new IdxSource(
                  resolve(folder, fields.required("features")),
                  resolve(folder, fields.required("labels")));
          case "csv" ->
              readCsv(
                  resolve(folder, fields.required("path")),
                  fields.required("label"),
                  fields.optional("weight").map(Setting::text));
          default ->
              throw InvalidInputException.at(
                  format.place(),
                  "'" + format.text() + "'",
                  Suggestion.expectedInsteadOf(format.text(), FORMATS));
        };
    fields.done();
    return new DataSetting(source);
  }

  private static CsvSource readCsv(String path, Setting label, Optional<String> weight) {
    try {
      return new CsvSource(path, readLabels(label), weight, true);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(label.place() + ": " + e.getMessage());
    }
  }

  private static List<String> readLabels(Setting setting) {
    if (!setting.isList()) {
      return List.of(setting.text());
    }
    List<String> labels = setting.elements().stream().map(Setting::text).toList();
    if (labels.isEmpty()) {
      throw setting.wrong("the name of at least one column");
    }
    return labels;
  }

  /**
   * A path relative to the config file lies on its file system, which is this machine's, whatever
   * Hadoop's default is. Others are taken as they are.
   */
  private static String resolve(Path folder, Setting setting) {
    String text = setting.text();
    try {
      if (text.isEmpty()) {
        throw setting.wrong("a file or a folder");
      }
      boolean relative = !UserPath.isUri(text) && !Path.of(text).isAbsolute();
      return relative ? "file:" + folder.resolve(text).normalize() : text;
    } catch (InvalidPathException e) {
      throw setting.wrong("a path: " + e.getReason());
    }
  }
}
