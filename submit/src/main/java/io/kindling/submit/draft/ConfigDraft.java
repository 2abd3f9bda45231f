package io.kindling.submit.draft;

import io.kindling.driver.data.BatchRule;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Setting;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A config file for data that have been looked at. */
public final class ConfigDraft {
  private static final int MOST_LISTED = 100;
  private static final long FEWEST_ROWS_TO_SPLIT = 10;
  private static final double SPLIT = 0.2;
  private static final int MOST_REASONS = 3;
  private static final int NARROWEST = 32;
  private static final int WIDEST = 256;
  private static final int FEWEST_UNITS =
      8; // below, rows are so wide that a linear model has to do
  private static final long MOST_WEIGHTS = 1L << 24; // of a layer, which is 64 MB

  private final DataLook look;
  private final Map<String, Setting> source;
  private final Map<String, Setting> validation;
  private final List<String> notes;
  private final List<DraftColumn> columns = new ArrayList<>();
  private final List<RawColumn> arrays = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * A draft.
   *
   * @param source what a config file says of the rows, without their labels
   * @param validation the same of rows to validate on; nothing where some of the rows are held out
   * @param notes of what was seen before the rows were read
   */
  public ConfigDraft(
      DataLook look,
      Map<String, Setting> source,
      Map<String, Setting> validation,
      List<String> notes) {
    this.look = look;
    this.source = source;
    this.validation = validation;
    this.notes = List.copyOf(notes);
    List<RawColumn> all = look.table().columns();
    for (int i = 0; i < all.size(); i++) {
      RawColumn column = all.get(i);
      if (!column.type().isScalar()) {
        arrays.add(column);
      } else if (!look.labels().contains(column.name()) && !isWeight(column)) {
        columns.add(
            DraftColumn.of(column, look.scan().column(i), look.scan().rows(), look.table()));
      }
    }
    if (arrays.isEmpty() && columns.stream().noneMatch(DraftColumn::isFeature)) {
      throw InvalidInputException.at(
          look.table().name(),
          "no column that tells rows apart besides the labels%s".formatted(reasons()),
          columns.isEmpty()
              ? "at least 1; where other signs are between columns, the format's delimiter"
              : "at least 1");
    }
  }

  /** Why the columns that there are tell nothing. */
  private String reasons() {
    List<String> reasons =
        columns.stream()
            .limit(MOST_REASONS)
            .map(column -> "%s: %s".formatted(column.name(), column.why()))
            .toList();
    return reasons.isEmpty() ? "" : " (%s)".formatted(String.join("; ", reasons));
  }

  private boolean isWeight(RawColumn column) {
    Setting weight = source.get("weight");
    return weight != null && weight.text().equals(column.name());
  }

  /** What was seen of the files, a line each. */
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(look.scan().notes(look.table()));
    return all;
  }

  /** Columns that are left out for what stands in some of their rows, a line each. */
  public List<String> warnings() {
    List<String> spoilt =
        columns.stream()
            .filter(column -> !column.isFeature() && isSpoilt(column))
            .map(
                column ->
                    "column '%s' is left out: %s"
                        .formatted(Names.shortened(column.name()), column.why()))
            .toList();
    int told = Math.min(spoilt.size(), MOST_REASONS);
    List<String> warnings = new ArrayList<>(spoilt.subList(0, told));
    if (told < spoilt.size()) {
      warnings.add(
          "%s more columns are left out for what stands in them".formatted(spoilt.size() - told));
    }
    return warnings;
  }

  /** Whether texts are among its numbers, or what can be no feature. */
  private boolean isSpoilt(DraftColumn column) {
    return look.column(column.name()).firstStray() != null
        || look.table().columns().stream()
            .anyMatch(
                raw ->
                    raw.name().equals(column.name())
                        && !raw.name().isBlank()
                        && !raw.unfit().isEmpty());
  }

  /** What was seen, in a line. */
  public String summary() {
    List<String> features = new ArrayList<>();
    List<String> others = new ArrayList<>();
    columns.forEach(column -> (column.isFeature() ? features : others).add(shown(column.name())));
    arrays.forEach(array -> features.add("%s (%s)".formatted(array.name(), array.shape())));
    String ofLabels =
        look.labels().stream()
            .map(name -> "%s (%s)".formatted(name, ColumnFinding.values(look.column(name))))
            .collect(Collectors.joining(", "));
    return "Seen: %s rows; label %s%s; features: %s%s"
        .formatted(
            Names.count(look.scan().rows()),
            ofLabels,
            look.labelsFound().isEmpty() ? "" : ", " + look.labelsFound(),
            Names.shortened(features),
            others.isEmpty() ? "" : "; left out: " + Names.shortened(others));
  }

  private static String shown(String name) {
    return name.isBlank() ? "'%s'".formatted(name) : name;
  }

  /** The text of the file. */
  public String text() {
    lines.add("# Written by 'kindling init'. docs/config.md says what else can be declared;");
    lines.add("# 'kindling catalogue' lists all names.");
    lines.add("seed: 1");
    LabelDraft label = LabelDraft.of(look);
    writeData(label);
    writeNetwork(label);
    lines.add("loss: " + label.loss());
    lines.add("optimizer: {adam: {learning_rate: 0.001}}");
    writeTraining();
    return String.join("\n", lines) + "\n";
  }

  private void writeData(LabelDraft label) {
    lines.add("data:");
    String labels =
        look.labels().size() == 1
            ? YamlText.of(look.labels().get(0))
            : look.labels().stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
    String why = look.labelsFound().isEmpty() ? "" : "; the label: " + look.labelsFound();
    notes().forEach(note -> lines.add("  " + YamlText.comment("seen: " + note)));
    lines.add("  " + YamlText.comment("%s rows%s".formatted(Names.count(look.scan().rows()), why)));
    lines.add("  train: {%s, label: %s}".formatted(settings(source), labels));
    if (!validation.isEmpty()) {
      lines.add("  validation: {%s, label: %s}".formatted(settings(validation), labels));
    } else if (splits()) {
      lines.add("  validation: {split: 0.2}");
    }
    writeColumns();
    if (look.labels().stream().anyMatch(name -> look.column(name).missing() > 0)) {
      lines.add("  missing_label: drop    # rows without a label are left out");
    }
    if (hasGaps()) {
      lines.add("  missing: mean          # of the training rows, for numbers that are missing");
    }
    lines.add("  scale: " + scale());
    if (label.isRegression()) {
      lines.add("  label_scale: standardize    # undone in predictions and metrics");
    }
  }

  private static String settings(Map<String, Setting> source) {
    return source.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String value(Setting setting) {
    return setting.isList() || !isText(setting) ? setting.inline() : YamlText.of(setting.text());
  }

  private static boolean isText(Setting setting) {
    return !setting.isNumber() && !List.of("true", "false").contains(setting.inline());
  }

  private void writeColumns() {
    boolean all = columns.size() <= MOST_LISTED;
    List<DraftColumn> listed =
        columns.stream().filter(column -> all || !column.kind().equals("numeric")).toList();
    if (!listed.isEmpty()) {
      lines.add("  columns:");
    }
    for (DraftColumn column : listed) {
      lines.add(
          "    %s: %s    %s"
              .formatted(
                  YamlText.of(column.name()), column.kind(), YamlText.comment(column.why())));
    }
    if (listed.size() < columns.size()) {
      lines.add(
          "  # %s more columns are numbers".formatted(Names.count(columns.size() - listed.size())));
    }
    for (RawColumn array : arrays) {
      lines.add(
          "  " + YamlText.comment("%s: %s in each row".formatted(array.name(), array.shape())));
    }
  }

  private boolean hasGaps() {
    for (int i = 0; i < look.table().columns().size(); i++) {
      RawColumn column = look.table().columns().get(i);
      if (!column.type().isScalar() && look.scan().matrix(i).firstMissing() != null) {
        return true;
      }
    }
    return columns.stream().anyMatch(DraftColumn::gaps);
  }

  private String scale() {
    boolean bytes = arrays.stream().anyMatch(array -> array.type() == CellType.BYTES);
    boolean sparse = arrays.stream().anyMatch(array -> array.type() == CellType.SPARSE);
    boolean numbers =
        columns.stream().anyMatch(DraftColumn::isNumeric)
            || arrays.stream().anyMatch(array -> array.type() == CellType.VECTOR);
    if (bytes && !numbers) {
      return "unit             # bytes from 0 … 255 to 0 … 1";
    }
    return numbers && !sparse ? "standardize      # numbers to mean 0 and variance 1" : "none";
  }

  private void writeNetwork(LabelDraft label) {
    long inputs =
        columns.stream().mapToLong(DraftColumn::inputs).sum()
            + arrays.stream().mapToLong(RawColumn::width).sum();
    long wanted = Math.min(2 * inputs, look.scan().rows() / 32);
    int first = (int) Math.max(NARROWEST, Math.min(WIDEST, Long.highestOneBit(wanted)));
    long most = Long.highestOneBit(Math.max(1, MOST_WEIGHTS / Math.max(1, inputs)));
    lines.add("network:");
    for (long units = Math.min(first, most), i = 0;
        most >= FEWEST_UNITS && i < 2;
        units /= 2, i++) {
      lines.add("  - dense: {units: %s, initializer: he_normal}".formatted(units));
      lines.add("  - relu");
    }
    lines.add(
        "  - dense: {units: %s}    %s".formatted(label.units(), YamlText.comment(label.outputs())));
  }

  private boolean splits() {
    return validation.isEmpty() && labelledRows() >= FEWEST_ROWS_TO_SPLIT;
  }

  private void writeTraining() {
    long rows = labelledRows();
    long trained = splits() ? rows - Math.round(rows * SPLIT) : rows;
    int batch = new BatchRule(OptionalInt.empty(), OptionalInt.empty(), 1).of(trained).batchSize();
    lines.add("training:");
    lines.add("  epochs: " + (rows < 10_000 ? 50 : rows < 200_000 ? 20 : 10));
    lines.add(
        2L * batch > trained // that many may not be left, where some of each class are held out
            ? "  # batch_size follows from the rows"
            : "  batch_size: %s    # follows from the rows if it is left out".formatted(batch));
    if (splits() || !validation.isEmpty()) {
      lines.add("  monitor: {metric: loss, patience: 5}    # keeps the best epoch's parameters");
    }
  }

  /** At least as many rows have all their labels. */
  private long labelledRows() {
    long missing = look.labels().stream().mapToLong(name -> look.column(name).missing()).sum();
    return Math.max(1, look.scan().rows() - missing);
  }
}
