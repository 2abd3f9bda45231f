package io.kindling.submit.draft;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.partitioning.reading.SeenKind;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.PlacedText;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What is seen in data of which nothing is declared but, maybe, the labels.
 *
 * @param table its columns
 * @param scan what stands in them
 * @param labels the columns of labels
 * @param labelsFound why these are, where they were not named
 */
public record DataLook(RawTable table, TableScan scan, List<String> labels, String labelsFound) {

  /** Names that labels have, the most telling one first. */
  private static final List<String> USUAL = List.of("label", "target", "class", "y");

  private static final String LAST =
      "the last column, since none is called %s".formatted(String.join(", ", USUAL));
  private static final String LAST_FIT =
      "the last column that can be one, since none is called %s"
          .formatted(String.join(", ", USUAL));
  private static final Set<ColumnFinding.Oddity> NO_LABELS =
      Set.of(
          ColumnFinding.Oddity.UNIQUE,
          ColumnFinding.Oddity.NUMBERS_THE_ROWS,
          ColumnFinding.Oddity.IDENTIFIES);
  private static final String FIRST =
      "the first column, which can be one of classes, as the last cannot";

  /**
   * Reads all rows, in one Spark job.
   *
   * @param labels the columns of labels; nothing to look for one
   * @param keys columns that folders make: they are labels only if they are called so, or there are
   *     no others
   * @throws InvalidInputException when the source cannot be read, or has no such column
   */
  public static DataLook at(
      JavaSparkContext context, RowSource source, List<String> labels, Set<String> keys) {
    LeftOutColumns seen = new LeftOutColumns(source);
    while (true) {
      try {
        DataLook look =
            find(context, seen, labels, keys)
                .withCodes(context, seen)
                .withTextLabels(context, seen);
        look.labels().forEach(look::checkLabel);
        return look;
      } catch (InvalidInputException e) {
        String column = e.column().orElse("");
        boolean label = labels.contains(column) || rank(column) >= 0;
        if (label || !seen.leaveOut(e)) {
          throw e;
        }
      }
    }
  }

  private static DataLook find(
      JavaSparkContext context, RowSource source, List<String> labels, Set<String> keys) {
    RawTable table = source.open(context, CellRules.LENIENT);
    List<String> names =
        table.columns().stream()
            .filter(column -> column.type().isScalar() && column.unfit().isEmpty())
            .map(RawColumn::name)
            .toList();
    for (String label : labels) {
      if (!names.contains(label)) {
        refuseUnfit(table, label);
        throw InvalidInputException.at(
            "--label",
            "'%s', which is not a column of %s".formatted(label, table.name()),
            Suggestion.expectedInsteadOf(label, names));
      }
    }
    if (names.isEmpty()) {
      throw InvalidInputException.at(
          table.name(), "no column that can be a label", "one, or --labels with a file of them");
    }
    return labels.isEmpty()
        ? likely(table, names, keys)
        : new DataLook(table, scan(table, Set.copyOf(labels)), labels, "");
  }

  /** A column that is there, and can be no label. */
  private static void refuseUnfit(RawTable table, String label) {
    for (RawColumn column : table.columns()) {
      if (column.name().equals(label)) {
        throw InvalidInputException.at(
            "--label",
            "'%s', a column of %s".formatted(Names.shortened(label), table.name())
                + (column.unfit().isEmpty()
                    ? " with %s values in each row".formatted(column.width())
                    : ": " + column.unfit()),
            "one with a number or a text in each row");
      }
    }
  }

  private static TableScan scan(RawTable table, Set<String> labels) {
    return TableScan.of(table, Blocks.of(table.blocks()), labels);
  }

  /** Takes a column for the labels by its name, or else by its place and what stands in it. */
  private static DataLook likely(RawTable table, List<String> names, Set<String> keys) {
    Optional<String> usual =
        names.stream().filter(name -> rank(name) >= 0).min(Comparator.comparingInt(DataLook::rank));
    List<String> inFiles = names.stream().filter(name -> !keys.contains(name)).toList();
    List<String> likely = inFiles.isEmpty() ? names : inFiles;
    String last = likely.get(likely.size() - 1);
    String first = likely.get(0);
    TableScan scan = scan(table, Set.copyOf(List.of(first, usual.orElse(last), last)));
    if (usual.isPresent()) {
      return new DataLook(table, scan, List.of(usual.get()), "taken by its name");
    }
    DataLook look = new DataLook(table, scan, List.of(last), LAST);
    Optional<String> fit = look.lastFit(likely);
    if (fit.isPresent() && !fit.get().equals(last)) {
      return new DataLook(table, scan(table, Set.of(fit.get())), List.of(fit.get()), LAST_FIT);
    }
    return look.isNamed() || look.isClass(last) || !look.numbersClasses(first)
        ? look
        : new DataLook(table, scan, List.of(first), FIRST);
  }

  /** The same with texts for labels that are codes such as 01, which numbers are otherwise. */
  private DataLook withCodes(JavaSparkContext context, RowSource source) {
    if (table.notes().isEmpty()) { // which tell of zeros in front
      return this;
    }
    RawTable labelled = source.open(context, CellRules.LENIENT.withLabels(labels));
    return labelled.columns().equals(table.columns())
        ? this
        : new DataLook(labelled, scan(labelled, Set.copyOf(labels)), labels, labelsFound);
  }

  /**
   * The same with texts for labels, where these are no numbers, or so few that they may be classes
   * and so large that doubles may not tell them apart.
   */
  private DataLook withTextLabels(JavaSparkContext context, RowSource source) {
    ColumnSummary found = column(labels.get(0));
    boolean large =
        Math.max(found.max(), -found.min()) >= NumberText.EXACT && LabelDraft.isClass(found);
    if (labels.size() > 1 || !(large || found.areTexts())) {
      return this;
    }
    RawTable texts = source.open(context, CellRules.LENIENT.withTexts(labels));
    DataLook look = new DataLook(texts, scan(texts, Set.copyOf(labels)), labels, labelsFound);
    boolean few = LabelDraft.isFew(look.column(labels.get(0)).texts().size());
    return few || found.areTexts() ? look : this;
  }

  private static int rank(String name) {
    return USUAL.indexOf(name.toLowerCase(Locale.ROOT));
  }

  /** The last column that can be a label, if there is one. */
  private Optional<String> lastFit(List<String> names) {
    return names.stream().filter(this::isFit).reduce((earlier, later) -> later);
  }

  /**
   * Whether a column can be a label that nobody named: it has a value in at least half of the rows,
   * and neither dates, nor another text in every row, nor the rows' numbers.
   */
  private boolean isFit(String name) {
    ColumnSummary found = column(name);
    CellType type = found.texts().isEmpty() ? CellType.NUMBER : CellType.TEXT;
    Optional<ColumnFinding.Oddity> oddity = ColumnFinding.oddity(name, found, scan.rows());
    return 2 * found.present() >= scan.rows()
        && SeenKind.of(type, found) != SeenKind.DATES
        && oddity.filter(NO_LABELS::contains).isEmpty();
  }

  /** Whether columns have names of their own. */
  private boolean isNamed() {
    return !table.columns().get(0).name().equals("_1");
  }

  /** Whether a column has few numbers, as one of classes has; not of texts, which are features. */
  private boolean numbersClasses(String name) {
    return isClass(name) && column(name).texts().isEmpty() && !column(name).countsUp();
  }

  /** Whether a column can be one of several classes. */
  private boolean isClass(String name) {
    ColumnSummary found = column(name);
    return found.firstStray() == null
        && found.missing() == 0
        && (Bool.distinct(found.texts()).size() > 1
            || (found.max() > found.min() && LabelDraft.isClass(found)));
  }

  private void checkLabel(String label) {
    ColumnSummary found = column(label);
    PlacedText stray = found.firstStray();
    if (stray != null) {
      throw InvalidInputException.at(
          stray.row().in(table),
          "'%s' among the numbers of column '%s'".formatted(Names.shortened(stray.text()), label),
          "labels that are all numbers or all texts; --label names another column");
    }
    if (ColumnFinding.oddity(label, found, scan.rows())
        .filter(ColumnFinding.Oddity.WRITTEN_NUMBERS::equals)
        .isPresent()) {
      throw InvalidInputException.at(
          table.name(),
          "numbers that are written as texts in column '%s', such as '%s'"
              .formatted(Names.shortened(label), Names.shortened(found.texts().first())),
          "labels that are numbers as in -1.5, or the format's decimal and thousands; --label names"
              + " another column");
    }
    if (found.present() == 0) {
      throw InvalidInputException.at(
          table.name(), "no value in column '%s'".formatted(label), "labels");
    }
    boolean several = Bool.distinct(found.texts()).size() > 1 || found.max() > found.min();
    if (!several && labels.size() == 1) {
      throw InvalidInputException.at(
          table.name(),
          "the same label in every row of column '%s'".formatted(Names.shortened(label)),
          "at least two; --label names another column");
    }
  }

  /** What stands in a column of single values. */
  ColumnSummary column(String name) {
    return scan.column(
        IntStream.range(0, table.columns().size())
            .filter(i -> table.columns().get(i).name().equals(name))
            .findFirst()
            .orElseThrow());
  }
}
