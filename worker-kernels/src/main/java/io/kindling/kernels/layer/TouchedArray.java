package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array in the parameters' layout, such as the one in which the way back leaves the gradient. Of
 * some tables only the marked lines count, so that nobody has to clear or copy the others.
 */
public final class TouchedArray {
  private final float[] values;
  private final List<ParameterTable> tables;
  private final BitSet[] touched;
  private final float[][] apart; // room for lines that are not in the array
  private final boolean[] isApart;

  /**
   * An array of which all counts but the lines of some tables.
   *
   * @param values in the parameters' layout
   * @param tables those of which marked lines count; at first none is marked
   */
  public TouchedArray(float[] values, List<ParameterTable> tables) {
    this.values = values;
    this.tables = tables;
    this.touched = new BitSet[tables.size()];
    this.apart = new float[tables.size()][0];
    this.isApart = new boolean[tables.size()];
    for (int i = 0; i < touched.length; i++) {
      touched[i] = new BitSet(tables.get(i).lines());
    }
  }

  /** An array all of which counts. */
  public static TouchedArray whole(float[] values) {
    return new TouchedArray(values, List.of());
  }

  /** The array; not a copy. */
  public float[] values() {
    return values;
  }

  /** The tables of which marked lines count, in order. */
  public List<ParameterTable> tables() {
    return tables;
  }

  /** The lines that count of a table, by its number; not a copy. */
  public BitSet touched(int table) {
    return touched[table];
  }

  /**
   * The values of the lines that count of a table, by its number, one line after another in
   * ascending order; null where they are in the array. Not a copy, and longer than they are.
   */
  public float @Nullable [] linesApart(int table) {
    return isApart[table] ? apart[table] : null;
  }

  /** Takes the marks off all lines. */
  public void clear() {
    for (BitSet lines : touched) {
      lines.clear();
    }
    Arrays.fill(isApart, false);
  }

  /** The lines that count of the table at an offset; null where the whole table does. */
  @Nullable BitSet touchedLines(int offset) {
    int table = tableAt(offset);
    return table < 0 ? null : touched[table];
  }

  /** Room for {@code lines} lines of that table, which are not in the array from now on. */
  float[] roomForLines(int offset, int lines) {
    int table = tableAt(offset);
    int width = tables.get(table).width();
    if (apart[table].length < lines * width) {
      apart[table] = new float[Math.min(2 * lines, tables.get(table).lines()) * width];
    }
    isApart[table] = true;
    return apart[table];
  }

  private int tableAt(int offset) {
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).offset() == offset) {
        return i;
      }
    }
    return -1;
  }
}
