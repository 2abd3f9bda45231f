package io.kindling.partitioning.source.csv;

import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberSigns;
import io.kindling.predictor.table.RawColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** How the numbers in each column of a table are written. Goes to tasks. */
final class ColumnSigns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<NumberSigns> signs = new ArrayList<>();
  private final ArrayList<RawColumn> columns;
  private final CellRules rules;

  /**
   * Signs.
   *
   * @param columns of the files
   * @param signs of each
   * @param rules that tell what is missing
   */
  ColumnSigns(List<RawColumn> columns, List<NumberSigns> signs, CellRules rules) {
    this.columns = new ArrayList<>(columns);
    this.signs.addAll(signs);
    this.rules = rules;
  }

  /** Those of a column. */
  NumberSigns of(int column) {
    return signs.get(column);
  }

  /** Of each column, whether numbers are as programs write them. */
  boolean[] arePlain() {
    boolean[] plain = new boolean[signs.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = signs.get(i).isPlain();
    }
    return plain;
  }

  /** Whether a column is one of numbers. */
  boolean isOfNumbers(int column) {
    return columns.get(column).type() == CellType.NUMBER;
  }

  /** Whether a text stands for a number that is missing. */
  boolean isMissing(String text) {
    return rules.isMissing(text, CellType.NUMBER);
  }
}
