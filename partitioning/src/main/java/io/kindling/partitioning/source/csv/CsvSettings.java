package io.kindling.partitioning.source.csv;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormat;
import java.util.List;
import java.util.Map;

/** {@code {format: csv, path: …}} and how the files are written, where that is said. */
public final class CsvSettings implements SourceFormat {
  private static final Map<String, Character> NAMES =
      Map.of(
          "comma", ',',
          "tab", '\t',
          "semicolon", ';',
          "pipe", '|',
          "space", ' ',
          "point", '.',
          "backslash", '\\',
          "apostrophe", '\'',
          "\\t", '\t');

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String description() {
    return "text with a row a line, and commas, tabs or other signs between the columns";
  }

  @Override
  public List<String> settings() {
    return List.of(
        "path",
        "delimiter",
        "quote",
        "escape",
        "decimal",
        "thousands",
        "comment",
        "encoding",
        "header",
        "skip",
        "multiline",
        "names");
  }

  @Override
  public RowSource read(Fields fields, Paths paths) {
    Setting path = fields.required("path");
    return path.make(() -> new CsvSource(paths.resolve(path), dialect(fields)));
  }

  private static CsvDialect dialect(Fields fields) {
    return new CsvDialect(
        fields.optional("delimiter").map(CsvSettings::sign),
        fields.optional("quote").map(CsvSettings::sign),
        fields.optional("escape").map(CsvSettings::sign),
        fields.optional("decimal").map(CsvSettings::sign),
        fields.optional("thousands").map(CsvSettings::sign),
        fields.optional("comment").map(CsvSettings::sign),
        fields.optional("encoding").map(Setting::text),
        fields.optional("header").map(Setting::truth),
        fields.optional("skip").map(Setting::wholeNumber),
        fields.optional("multiline").map(Setting::truth).orElse(false),
        fields.optional("names").map(Setting::texts).orElse(List.of()));
  }

  private static char sign(Setting setting) {
    String text = setting.text();
    Character named = NAMES.get(text);
    if (named == null && text.length() != 1) {
      throw InvalidInputException.at(
          setting.place(),
          "'" + text + "'",
          "one character, or tab, comma, semicolon, pipe, space");
    }
    return named == null ? text.charAt(0) : named;
  }
}
