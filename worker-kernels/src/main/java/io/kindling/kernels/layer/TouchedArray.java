package io.kindling.kernels.layer;

import io.kindling.kernels.parameter.ParameterTable;
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

  /** Takes the marks off all lines. */
  public void clear() {
    for (BitSet lines : touched) {
      lines.clear();
    }
  }

  /** The lines that count of the table at an offset; null where the whole table does. */
  @Nullable BitSet touchedLines(int offset) {
    for (int i = 0; i < touched.length; i++) {
      if (tables.get(i).offset() == offset) {
        return touched[i];
      }
    }
    return null;
  }
}
