package io.kindling.partitioning.testing;

import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.SkippedChunk;
import io.kindling.predictor.table.TextChunk;
import io.kindling.predictor.table.VectorChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** What a raw table holds, as text that can be compared. */
public final class RawRows {
  private RawRows() {}

  /**
   * The rows of a table in their order, such as {@code 1 2.5 'red' - !four}: numbers, a text, a
   * missing value, and a text in a column of numbers. The first bad row is the last, as its error
   * line.
   */
  public static List<String> of(RawTable table) {
    List<String> rows = new ArrayList<>();
    for (RawBlock block : Cells.blocks(table)) {
      for (int row = 0; row < block.rows(); row++) {
        rows.add(row(block, row));
      }
      BadRow bad = block.bad();
      if (bad != null) {
        rows.add(Cells.error(table, block, bad));
        return rows;
      }
    }
    return rows;
  }

  /** The columns of a table, such as {@code x NUMBER}. */
  public static List<String> columns(RawTable table) {
    return table.columns().stream().map(column -> column.name() + " " + column.type()).toList();
  }

  private static String row(RawBlock block, int row) {
    StringJoiner cells = new StringJoiner(" ");
    for (ColumnChunk column : block.columns()) {
      cells.add(cell(column, row));
    }
    return cells.toString();
  }

  private static String cell(ColumnChunk column, int row) {
    if (column instanceof NumberChunk numbers) {
      if (numbers.strayRow() == row) {
        return "!" + numbers.stray();
      }
      return number(numbers.number(row));
    }
    if (column instanceof TextChunk texts) {
      return texts.code(row) == TextChunk.MISSING ? "-" : "'" + texts.text(row) + "'";
    }
    if (column instanceof VectorChunk vectors) {
      double[] values = new double[vectors.width()];
      Arrays.setAll(values, i -> vectors.values()[row * vectors.width() + i]);
      return Arrays.toString(values);
    }
    return column instanceof SkippedChunk ? "_" : column.toString();
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
