package io.kindling.partitioning.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one column, kept as float32 where that loses nothing; NaN where one is missing. Texts
 * that are no number are missing here too; the first of them is told.
 */
public final class NumberChunk implements ColumnChunk {
  private static final long serialVersionUID = 1L;

  private final float[] floats;
  private final double[] doubles; // instead of floats
  private final int strayRow;
  private final @Nullable String stray;

  private NumberChunk(float[] floats, double[] doubles, int strayRow, @Nullable String stray) {
    this.floats = floats;
    this.doubles = doubles;
    this.strayRow = strayRow;
    this.stray = stray;
  }

  /** The first {@code rows} of the values; copies. */
  static NumberChunk of(double[] values, int rows, int strayRow, @Nullable String stray) {
    float[] floats = new float[rows];
    for (int i = 0; i < rows; i++) {
      floats[i] = (float) values[i];
      if (floats[i] != values[i] && !Double.isNaN(values[i])) {
        return new NumberChunk(new float[0], Arrays.copyOf(values, rows), strayRow, stray);
      }
    }
    return new NumberChunk(floats, new double[0], strayRow, stray);
  }

  /** The number in a row; NaN for none. */
  public double number(int row) {
    return doubles.length == 0 ? floats[row] : doubles[row];
  }

  /** The first text that is no number; null where all are. */
  public @Nullable String stray() {
    return stray;
  }

  /** The row of {@link #stray}. */
  public int strayRow() {
    return strayRow;
  }

  @Override
  public void addTo(Checksum sum) {
    for (float value : floats) {
      sum.add(value);
    }
    for (double value : doubles) {
      sum.add(value);
    }
    sum.add(stray == null ? "" : stray);
  }
}
