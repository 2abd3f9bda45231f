package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.MatrixSummary;
import io.kindling.partitioning.table.OpenedTable;
import io.kindling.partitioning.table.PlacedText;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DateGuess;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.row.ValueFault;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Decides from what stands in a column what it is, and checks it against what is declared. */
final class ColumnDecision {
  private final OpenedTable table;
  private final TableScan scan;
  private final FeatureColumns declared;
  private final CellRules rules;

  ColumnDecision(OpenedTable table, TableScan scan, FeatureColumns declared) {
    this.table = table;
    this.scan = scan;
    this.declared = declared;
    this.rules = new CellRules(Map.of(), Optional.empty(), declared.missingValues());
  }

  /** The column of features at a place, whose categories, if it has such, are those that occur. */
  Column decide(int index) {
    RawColumn column = table.columns().get(index);
    ColumnKind kind = declared.kinds().get(column.name());
    ColumnSummary found = scan.column(index);
    if (kind == null) {
      kind = undeclared(column, found);
    }
    if (!(kind instanceof OneHot)) {
      return new Column(column.name(), kind);
    }
    checkCategories(column.name(), found.texts());
    return new Column(column.name(), kind, List.copyOf(Bool.distinct(found.texts())));
  }

  private ColumnKind undeclared(RawColumn column, ColumnSummary found) {
    return switch (SeenKind.of(column.type(), found)) {
      case NUMBERS -> new Numeric();
      case TRUTHS -> new Bool();
      case CATEGORIES -> new OneHot();
      case DATES -> {
        if (found.texts().size() <= Date.MOST_UNDECLARED) {
          yield new OneHot();
        }
        throw InvalidInputException.at(
            table.name(),
            "%s in column '%s', such as '%s'"
                .formatted(
                    guess(found).areTimes() ? "times of day" : "dates",
                    Names.shortened(column.name()),
                    Names.shortened(SeenKind.dates(found).get(0))),
            "data.columns.%s: %s".formatted(column.name(), proposed(found)));
      }
      case MANY_TEXTS ->
          throw InvalidInputException.at(
              table.name(),
              "more than %s different texts in column '%s', such as '%s'"
                  .formatted(
                      OneHot.MOST_UNDECLARED,
                      Names.shortened(column.name()),
                      Names.shortened(found.texts().first())),
              "data.columns.%s: {hash: {buckets: …}} with an embedding, one_hot, or ignore"
                      .formatted(column.name())
                  + (areNumbers(found) ? ", or numeric" : ""));
    };
  }

  private static boolean areNumbers(ColumnSummary found) {
    return found.texts().stream().noneMatch(text -> Double.isNaN(NumberText.parse(text)));
  }

  private static String proposed(ColumnSummary dates) {
    DateGuess guess = guess(dates);
    return guess.declaration(guess.areTimes() ? "hour, minute" : "year, month, day_of_week, hour")
        + (guess.isSure() ? "" : " (or format: '%s')".formatted(guess.formats().get(1)))
        + ", or ignore";
  }

  private static DateGuess guess(ColumnSummary dates) {
    return DateGuess.of(SeenKind.dates(dates)).orElseThrow();
  }

  /**
   * Checks that texts that stand for numbers are there, unless they may be missing, and are such.
   *
   * @param places of the columns of the table
   * @param columns what they are
   * @throws InvalidInputException when not
   */
  void checkTexts(List<Integer> places, List<Column> columns) {
    for (int i = 0; i < columns.size(); i++) {
      ColumnKind kind = columns.get(i).kind();
      ColumnSummary found = scan.column(places.get(i));
      RowPlace missing = found.firstMissing();
      boolean texts = kind instanceof Bool || kind instanceof Date;
      String name = table.columns().get(places.get(i)).name();
      if (texts && missing != null && !declared.missing().fills()) {
        ValueFault fault = ValueFault.missingText(name, kind);
        throw InvalidInputException.at(missing.in(table), fault.found(), fault.expected());
      }
      if (kind instanceof Bool) {
        checkTruths(name, found.texts());
      }
    }
  }

  private void checkTruths(String name, SortedSet<String> texts) {
    for (String text : texts) {
      if (Double.isNaN(Bool.number(text))) {
        ValueFault fault = ValueFault.noTruth(name, text);
        throw InvalidInputException.at(table.name(), fault.found(), fault.expected());
      }
    }
  }

  private void checkCategories(String name, SortedSet<String> texts) {
    String setting = "data.columns." + name;
    if (texts.isEmpty()) {
      throw InvalidInputException.atSetting(
          setting, "no value in " + table.name(), "at least 1 to be a category");
    }
    if (texts.size() > OneHot.MOST_CATEGORIES) {
      throw InvalidInputException.atSetting(
          setting,
          "more than %s categories in %s".formatted(OneHot.MOST_CATEGORIES, table.name()),
          "at most so many, or {hash: {buckets: …}}, which takes any number");
    }
  }

  /**
   * Checks that columns of numbers have numbers.
   *
   * @param features whose numbers may be missing, if that is declared
   * @param others whose numbers may be missing: that is looked at later
   * @throws InvalidInputException for the first row that has none
   */
  void checkNumbers(List<Integer> features, List<Integer> others) {
    Fault first = null;
    for (int index : features) {
      first = RowPlace.earlier(first, fault(index, declared.missing().fills()), Fault::row);
    }
    for (int index : others) {
      first = RowPlace.earlier(first, fault(index, true), Fault::row);
    }
    if (first != null) {
      throw InvalidInputException.at(
          first.row.in(table), first.fault.found(), first.fault.expected());
    }
  }

  private @Nullable Fault fault(int index, boolean mayMiss) {
    RawColumn column = table.columns().get(index);
    return switch (column.type()) {
      case NUMBER -> faultOfNumbers(column, scan.column(index), mayMiss);
      case VECTOR, SPARSE -> faultOfVectors(scan.matrix(index), mayMiss);
      case TEXT, BYTES, SKIPPED -> null;
    };
  }

  private @Nullable Fault faultOfNumbers(RawColumn column, ColumnSummary found, boolean mayMiss) {
    PlacedText stray = found.firstStray();
    RowPlace missing = found.firstMissing();
    if (stray != null && (mayMiss || missing == null || stray.row().compareTo(missing) <= 0)) {
      ValueFault fault = ValueFault.noNumber(column.name(), stray.text(), column.signs());
      return new Fault(
          stray.row(), rules.isMissingNoMore(stray.text()) ? fault.ofGivenTexts() : fault);
    }
    return mayMiss || missing == null
        ? null
        : new Fault(missing, ValueFault.missingNumber(column.name()));
  }

  private static @Nullable Fault faultOfVectors(MatrixSummary found, boolean mayMiss) {
    MatrixSummary.Odd first = found.firstInfinite();
    MatrixSummary.Odd missing = mayMiss ? null : found.firstMissing();
    if (first == null || (missing != null && missing.row().compareTo(first.row()) < 0)) {
      first = missing;
    }
    return first == null
        ? null
        : new Fault(first.row(), ValueFault.odd(first.number(), first.place()));
  }

  /** What is wrong with a row. */
  private record Fault(RowPlace row, ValueFault fault) {}
}
