package io.kindling.partitioning.source;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The least and the greatest number of each column, in double precision, and the most that a number
 * loses as float32: max |x − (float) x|. None of them depends on the order of the rows. Numbers
 * that are missing are left out; rows of bytes are not looked at. Travels, under Kryo too, hence no
 * record.
 */
public final class ColumnRanges implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] min;
  private final double[] max;
  private final double[] rounding;

  /** The ranges of no rows. */
  public ColumnRanges(int columns) {
    this.min = new double[columns];
    this.max = new double[columns];
    this.rounding = new double[columns];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** Adds a row. */
  public void add(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      double number = numbers[i];
      if (!Double.isNaN(number)) {
        min[i] = Math.min(min[i], number);
        max[i] = Math.max(max[i], number);
        rounding[i] = Math.max(rounding[i], Math.abs(number - (float) number));
      }
    }
  }

  /** Adds what other rows have. */
  public void merge(ColumnRanges other) {
    for (int i = 0; i < min.length; i++) {
      min[i] = Math.min(min[i], other.min[i]);
      max[i] = Math.max(max[i], other.max[i]);
      rounding[i] = Math.max(rounding[i], other.rounding[i]);
    }
  }

  /** How many columns there are. */
  public int columns() {
    return min.length;
  }

  /** The least number of a column; ∞ for none. */
  public double min(int column) {
    return min[column];
  }

  /** The greatest number of a column; −∞ for none. */
  public double max(int column) {
    return max[column];
  }

  /** The most that a number of a column loses as float32. */
  public double rounding(int column) {
    return rounding[column];
  }

  /** Greatest less least number; not above 0 for a constant, or none. */
  public double range(int column) {
    return max[column] - min[column];
  }
}
