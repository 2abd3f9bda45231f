package io.kindling.partitioning.source;

import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.NamedClass;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.source.csv.CsvSettings;
import io.kindling.partitioning.source.idx.IdxSettings;
import io.kindling.partitioning.source.images.ImageSettings;
import io.kindling.partitioning.source.json.JsonSource;
import io.kindling.partitioning.source.libsvm.LibsvmSettings;
import io.kindling.partitioning.source.sql.OrcSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The catalogue of formats. */
public final class SourceFormats {
  private static final String SERVICE_FILE = "META-INF/services/" + SourceFormat.class.getName();
  private static final List<SourceFormat> OWN =
      List.of(
          new CsvSettings(),
          new PathSettings(
              "json",
              "an object of JSON in each line, whose keys are the columns",
              JsonSource::new),
          new PathSettings("parquet", "files of Apache Parquet", ParquetSource::new),
          new PathSettings("orc", "files of Apache ORC", OrcSource::new),
          new LibsvmSettings(),
          new IdxSettings(),
          new ImageSettings());

  private SourceFormats() {}

  /**
   * All formats, those that others bring last.
   *
   * @throws InvalidInputException when one of these cannot be made, or has the name of another
   */
  public static List<SourceFormat> all() {
    List<SourceFormat> all = new ArrayList<>(OWN);
    try {
      ServiceLoader.load(SourceFormat.class, Thread.currentThread().getContextClassLoader())
          .forEach(all::add);
    } catch (ServiceConfigurationError e) {
      throw InvalidInputException.at(
          SERVICE_FILE,
          String.valueOf(e.getMessage()),
          "public classes that implement SourceFormat");
    }
    List<String> names = all.stream().map(SourceFormat::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw InvalidInputException.at(
            SERVICE_FILE, "'%s' again".formatted(names.get(i)), "another name");
      }
    }
    return List.copyOf(all);
  }

  /**
   * Reads {@code {format: …, path: …, label: …, weight: …}} with what the format knows besides. The
   * label is a column or a list of columns; without a format, it is the only one that has all these
   * settings, or else it is seen in the files.
   *
   * @throws InvalidInputException when a key is unknown or missing, or a value is wrong
   */
  public static RowSource read(Setting setting, SourceFormat.Paths paths) {
    Fields fields = setting.fields();
    Optional<Setting> format = fields.optional("format");
    Optional<Setting> label = fields.optional("label");
    Optional<Setting> weight = fields.optional("weight");
    RowSource source =
        format
            .map(SourceFormats::named)
            .or(() -> bySettings(setting))
            .map(declared -> setting.make(() -> declared.read(fields, paths)))
            .orElseGet(() -> new SeenSource(paths.resolve(fields.required("path"))));
    fields.done();
    Roles found = source.roles();
    Roles roles =
        label
            .or(() -> weight)
            .orElse(setting)
            .make(
                () ->
                    new Roles(
                        label.map(SourceFormats::labels).orElse(found.labels()),
                        weight.map(Setting::text)));
    return roles.equals(found) ? source : new WithRoles(source, roles);
  }

  /** The format that a setting of its own tells, such as a delimiter. */
  private static Optional<SourceFormat> bySettings(Setting setting) {
    Set<String> keys = new HashSet<>(setting.entriesByName().keySet());
    keys.removeAll(Set.of("label", "weight"));
    List<SourceFormat> fitting =
        all().stream().filter(format -> format.settings().containsAll(keys)).toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  private static SourceFormat named(Setting format) {
    String name = format.text();
    List<SourceFormat> all = all();
    Optional<SourceFormat> known = all.stream().filter(one -> one.name().equals(name)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    if (NamedClass.isOne(name)) {
      return made(NamedClass.find(name, "format", SourceFormat.class, format.place()), format);
    }
    throw InvalidInputException.at(
        format.place(),
        "'" + name + "'",
        Suggestion.expectedInsteadOf(name, all.stream().map(SourceFormat::name).toList()));
  }

  private static SourceFormat made(Class<? extends SourceFormat> type, Setting format) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw InvalidInputException.at(
          format.place(),
          type.toString(),
          "a public class with a public constructor without arguments");
    }
  }

  private static List<String> labels(Setting setting) {
    List<String> labels = setting.textOrTexts();
    if (labels.isEmpty()) {
      throw setting.wrong("the name of at least one column");
    }
    return labels;
  }
}
