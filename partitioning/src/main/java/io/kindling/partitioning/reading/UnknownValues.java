package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.table.ColumnSummary;
import io.kindling.partitioning.table.MatrixSummary;
import io.kindling.partitioning.table.OpenedTable;
import io.kindling.partitioning.table.PlacedText;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.partitioning.table.TableScan;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * What rows hold that a model can only make do with: categories that it does not know, which count
 * as none, and missing numbers, in vectors too, which others stand for.
 */
final class UnknownValues {
  private static final int MOST_COLUMNS = 5;

  private final OpenedTable table;
  private final TableScan scan;
  private final MissingMode mode;
  private final List<String> unknown = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private UnknownValues(OpenedTable table, TableScan scan, MissingMode mode) {
    this.table = table;
    this.scan = scan;
    this.mode = mode;
  }

  /** A line for each of the first columns that have such, and one for how many others have. */
  static List<String> lines(OpenedTable table, TableScan scan, TableColumns columns, RowPlan plan) {
    UnknownValues values = new UnknownValues(table, scan, columns.missing());
    int place = 0;
    for (int i = 0; i < plan.featureColumns(); i++) {
      int index = plan.feature(i);
      RawColumn raw = table.columns().get(index);
      boolean again = i > 0 && plan.feature(i - 1) == index; // another part of its dates
      if (raw.type().isScalar() && !again) {
        values.add(Names.shortened(raw.name()), index, columns.features().get(place));
      } else {
        values.addVectors(raw, index);
      }
      place += raw.width();
    }
    return values.lines();
  }

  /** Those lines about vectors, whose gaps no table of columns tells of in a training. */
  static List<String> ofVectors(
      OpenedTable table, TableScan scan, TableColumns columns, RowPlan plan) {
    UnknownValues values = new UnknownValues(table, scan, columns.missing());
    for (int i = 0; i < plan.featureColumns(); i++) {
      values.addVectors(table.columns().get(plan.feature(i)), plan.feature(i));
    }
    return values.lines();
  }

  private void addVectors(RawColumn raw, int index) {
    boolean vectors = raw.type() == CellType.VECTOR || raw.type() == CellType.SPARSE;
    MatrixSummary.Odd gap = vectors ? scan.matrix(index).firstMissing() : null;
    if (gap != null && mode.fills()) {
      missing.add(
          "column '%s' has NaN in %s of %s rows, first as feature %s at %s; missing: %s stands for it"
              .formatted(
                  Names.shortened(raw.name()),
                  Names.count(scan.matrix(index).lackingRows()),
                  Names.count(scan.rows()),
                  gap.place(),
                  gap.row().in(table),
                  mode.configName()));
    }
  }

  private void add(String name, int index, Column column) {
    ColumnSummary found = scan.column(index);
    String rows = Names.count(scan.rows());
    PlacedText first = found.firstUnknown();
    if (first != null) {
      unknown.add(
          "column '%s' has a category that the model does not know in %s of %s rows, first"
                  .formatted(name, Names.count(found.unknown()), rows)
              + " '%s' at %s; it counts as none"
                  .formatted(Names.shortened(first.text()), first.row().in(table)));
    }
    RowPlace gap = found.firstMissing();
    if (gap != null && isFilled(column)) {
      missing.add(
          "column '%s' has no value in %s of %s rows, first at %s; missing: %s stands for it"
              .formatted(
                  name, Names.count(found.missing()), rows, gap.in(table), mode.configName()));
    }
  }

  /** Of categories and of buckets, nothing is one of its own, or none, as in training. */
  private boolean isFilled(Column column) {
    return mode.fills() && !column.isOneHot() && !(column.kind() instanceof Hash);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(first(unknown, "categories that the model does not know"));
    lines.addAll(first(missing, "no value in some rows"));
    return lines;
  }

  private static List<String> first(List<String> lines, String what) {
    if (lines.size() <= MOST_COLUMNS) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, MOST_COLUMNS));
    some.add("%s more columns have %s".formatted(Names.count(lines.size() - MOST_COLUMNS), what));
    return some;
  }
}
