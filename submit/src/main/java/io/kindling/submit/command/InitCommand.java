package io.kindling.submit.command;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.source.FormatGuess;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceFormats;
import io.kindling.partitioning.source.file.DataFiles;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.submit.draft.ConfigDraft;
import io.kindling.submit.draft.DataLook;
import io.kindling.submit.draft.HeldOutRows;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kindling init}. */
@Command(
    name = "init",
    description = "Look at data and write a config file to train on them.",
    footer = {
      "    kindling init people.csv --label income",
      "    kindling init 'logs/*.json' --label clicked --output clicks.yaml",
      "    kindling init hdfs:///flights.parquet --label delay --master yarn"
    },
    mixinStandardHelpOptions = true)
public final class InitCommand extends SparkCommand {
  private static final Set<String> KEYED = Set.of("csv", "json", "parquet", "orc");
  private static final Set<String> SIZES = Set.of("height", "width", "channels");

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "The rows: a file, a folder or a glob.")
  private String data;

  @Option(
      names = "--output",
      paramLabel = "CONFIG.yaml",
      description = "The file to write, which must be new; by default NAME.yaml in this folder.")
  private @Nullable Path output;

  @Mixin private final FormatOptions format = new FormatOptions();

  @Override
  public Integer call() throws IOException {
    Path file = output == null ? defaultOutput() : output;
    if (Files.exists(file)) {
      throw alreadyThere(file);
    }
    ConfigDraft draft = during("nothing is written", interruption -> draft(file));
    write(file, draft.text());
    draft.notes().forEach(this::seen);
    println(draft.summary());
    draft.warnings().forEach(warning -> println("Warning: %s", warning));
    println("Config in %s; train on it with: kindling train %s", file, file);
    return 0;
  }

  private ConfigDraft draft(Path file) {
    try (JavaSparkContext context = start()) {
      Map<String, Setting> rows = new LinkedHashMap<>(format.settings(data));
      Map<String, Setting> validation = new LinkedHashMap<>();
      if (format.areOpen()) {
        FormatGuess.Seen seen = FormatGuess.of(context.hadoopConfiguration(), data);
        if (seen.train().size() > 1 || !seen.validation().isEmpty()) { // more than this path
          Map<String, Setting> all = settings(seen.format(), seen.train());
          rows.remove("path");
          all.putAll(rows);
          rows.clear();
          rows.putAll(all);
        }
        if (!seen.validation().isEmpty()) {
          validation.putAll(settings(seen.format(), seen.validation()));
        }
      }
      RowSource source = SourceFormats.read(Setting.mapping("DATA", rows), Setting::text);
      DataLook look = DataLook.at(context, source, format.labels(), keys(context, rows));
      rows.remove("label");
      List<String> notes = new ArrayList<>();
      if (!validation.isEmpty()) {
        notes.add(HeldOutRows.check(context, look, rows, validation));
      }
      return new ConfigDraft(look, fromFolderOf(file, rows), fromFolderOf(file, validation), notes);
    }
  }

  /** The columns that folders {@code key=value} make. */
  private static Set<String> keys(JavaSparkContext context, Map<String, Setting> rows) {
    Setting path = rows.get("path");
    Setting format = rows.get("format");
    boolean keyed = format == null || KEYED.contains(format.text());
    return path == null || !keyed
        ? Set.of()
        : DataFiles.keys(context.hadoopConfiguration(), path.text());
  }

  private static Map<String, Setting> settings(String format, Map<String, String> seen) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    settings.put("format", Setting.scalar("format", format));
    seen.forEach(
        (key, value) ->
            settings.put(
                key,
                SIZES.contains(key)
                    ? Setting.number(key, Integer.valueOf(value), value)
                    : Setting.scalar(key, value)));
    return settings;
  }

  private static Map<String, Setting> fromFolderOf(Path file, Map<String, Setting> settings) {
    for (String key : new String[] {"path", "features", "labels"}) {
      settings.computeIfPresent(
          key, (name, path) -> Setting.scalar(path.place(), fromFolderOf(file, path.text())));
    }
    return settings;
  }

  /** A config file's paths are relative to its folder. */
  private static String fromFolderOf(Path file, String path) {
    if (UserPath.isUri(path)) {
      return path;
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path data = Path.of(path).toAbsolutePath().normalize();
    return folder != null && data.startsWith(folder)
        ? folder.relativize(data).toString()
        : data.toString();
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(file);
    }
  }

  private static InvalidInputException alreadyThere(Path file) {
    return InvalidInputException.at(
        file.toString(), "something already there", "a new file; --output names another");
  }

  private Path defaultOutput() {
    String name = UserPath.of(data).getName();
    int dot = name.indexOf('.', 1);
    String stem = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^\\p{L}\\p{N}_-]", "");
    return Path.of((stem.isEmpty() ? "data" : stem) + ".yaml");
  }
}
