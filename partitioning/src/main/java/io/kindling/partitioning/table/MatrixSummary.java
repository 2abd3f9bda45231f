package io.kindling.partitioning.table;

import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.SparseChunk;
import io.kindling.predictor.table.VectorChunk;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of a column with several numbers in each row, and the first that are not finite.
 * Travels, under Kryo too, hence no record.
 */
public final class MatrixSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] min;
  private final double[] max;
  private final double[] rounding;
  private final long[] missing;
  private final long[] entries; // of sparse rows: in how many each place has one
  private final boolean sparse;
  private long rows;
  private long lackingRows;
  private int lastLacking; // row of the block that is looked at
  private @Nullable Odd firstMissing;
  private @Nullable Odd firstInfinite;

  MatrixSummary(int width, boolean sparse) {
    this.min = new double[width];
    this.max = new double[width];
    this.rounding = new double[width];
    this.missing = new long[width];
    this.entries = new long[sparse ? width : 0];
    this.sparse = sparse;
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /** A number that is not finite, and where. Travels, under Kryo too, hence no record. */
  public static final class Odd implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowPlace row;
    private final int place;
    private final double number;

    Odd(RowPlace row, int place, double number) {
      this.row = row;
      this.place = place;
      this.number = number;
    }

    /** Its row. */
    public RowPlace row() {
      return row;
    }

    /** Its place in the row. */
    public int place() {
      return place;
    }

    /** The number. */
    public double number() {
      return number;
    }
  }

  void add(RawBlock block, ColumnChunk chunk) {
    lastLacking = -1;
    if (chunk instanceof VectorChunk vectors) {
      double[] values = vectors.values();
      for (int row = 0, i = 0; row < block.rows(); row++) {
        for (int place = 0; place < min.length; place++, i++) {
          add(block, row, place, values[i]);
        }
      }
    } else if (chunk instanceof SparseChunk rowsOfEntries) {
      for (int row = 0; row < block.rows(); row++) {
        for (int i = rowsOfEntries.start(row); i < rowsOfEntries.start(row + 1); i++) {
          add(block, row, rowsOfEntries.indices()[i], rowsOfEntries.values()[i]);
          entries[rowsOfEntries.indices()[i]]++;
        }
      }
    }
    rows += block.rows();
  }

  private void add(RawBlock block, int row, int place, double number) {
    if (Float.isFinite((float) number)) {
      min[place] = Math.min(min[place], number);
      max[place] = Math.max(max[place], number);
      rounding[place] = Math.max(rounding[place], Math.abs(number - (float) number));
      return;
    }
    if (Double.isNaN(number)) {
      missing[place]++;
      lackingRows += row == lastLacking ? 0 : 1;
      lastLacking = row;
    }
    merge(new Odd(new RowPlace(block.key(), block.position(row)), place, number));
  }

  private void merge(@Nullable Odd odd) {
    if (odd != null && Double.isNaN(odd.number)) {
      firstMissing = RowPlace.earlier(firstMissing, odd, Odd::row);
    } else {
      firstInfinite = RowPlace.earlier(firstInfinite, odd, Odd::row);
    }
  }

  void merge(MatrixSummary other) {
    for (int i = 0; i < min.length; i++) {
      min[i] = Math.min(min[i], other.min[i]);
      max[i] = Math.max(max[i], other.max[i]);
      rounding[i] = Math.max(rounding[i], other.rounding[i]);
      missing[i] += other.missing[i];
    }
    for (int i = 0; i < entries.length; i++) {
      entries[i] += other.entries[i];
    }
    rows += other.rows;
    lackingRows += other.lackingRows;
    merge(other.firstMissing);
    merge(other.firstInfinite);
  }

  /** The least number in a place, 0 among them where a sparse row has no entry; ∞ for none. */
  public double min(int place) {
    return sparse && entries[place] < rows ? Math.min(0, min[place]) : min[place];
  }

  /** The greatest, likewise; −∞ for none. */
  public double max(int place) {
    return sparse && entries[place] < rows ? Math.max(0, max[place]) : max[place];
  }

  /** The most that a number in a place loses as float32. */
  public double rounding(int place) {
    return rounding[place];
  }

  /** How many rows lack the number in a place (NaN). */
  public long missing(int place) {
    return missing[place];
  }

  /** How many rows lack any number (NaN). */
  public long lackingRows() {
    return lackingRows;
  }

  /** The first number that is missing (NaN); null for none. */
  public @Nullable Odd firstMissing() {
    return firstMissing;
  }

  /** The first number that is infinite, or too large for float32; null for none. */
  public @Nullable Odd firstInfinite() {
    return firstInfinite;
  }
}
