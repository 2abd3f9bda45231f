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
  private static final int FIRST_PLACES = 1 << 9;

  private final boolean sparse;
  private final Places places;
  private double[] min; // of each place that has a number in places, as all that follow
  private double[] max;
  private double[] rounding;
  private long[] missing;
  private long[] entries; // in how many sparse rows it has one
  private long rows;
  private long lackingRows;
  private int lastLacking; // row of the block that is looked at
  private @Nullable Odd firstMissing;
  private @Nullable Odd firstInfinite;

  MatrixSummary(int width, boolean sparse) {
    this.sparse = sparse;
    this.places = new Places(width, sparse);
    this.min = new double[0];
    this.max = new double[0];
    this.rounding = new double[0];
    this.missing = new long[0];
    this.entries = new long[0];
    grow(places.count());
  }

  private void grow(int count) {
    int before = min.length;
    min = Arrays.copyOf(min, count);
    max = Arrays.copyOf(max, count);
    rounding = Arrays.copyOf(rounding, count);
    missing = Arrays.copyOf(missing, count);
    entries = Arrays.copyOf(entries, sparse ? count : 0);
    Arrays.fill(min, before, count, Double.POSITIVE_INFINITY);
    Arrays.fill(max, before, count, Double.NEGATIVE_INFINITY);
  }

  /** The index of a place in the arrays, which have room for it. */
  private int number(int place) {
    int number = places.number(place);
    if (number >= min.length) {
      grow(Math.max(FIRST_PLACES, 2 * min.length));
    }
    return number;
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
          add(block, row, place, place, values[i]);
        }
      }
    } else if (chunk instanceof SparseChunk rowsOfEntries) {
      for (int row = 0; row < block.rows(); row++) {
        for (int i = rowsOfEntries.start(row); i < rowsOfEntries.start(row + 1); i++) {
          int place = rowsOfEntries.indices()[i];
          int number = number(place);
          add(block, row, place, number, rowsOfEntries.values()[i]);
          entries[number]++;
        }
      }
    }
    rows += block.rows();
  }

  private void add(RawBlock block, int row, int place, int number, double value) {
    if (Float.isFinite((float) value)) {
      min[number] = Math.min(min[number], value);
      max[number] = Math.max(max[number], value);
      rounding[number] = Math.max(rounding[number], Math.abs(value - (float) value));
      return;
    }
    if (Double.isNaN(value)) {
      missing[number]++;
      lackingRows += row == lastLacking ? 0 : 1;
      lastLacking = row;
    }
    merge(new Odd(new RowPlace(block.key(), block.position(row)), place, value));
  }

  private void merge(@Nullable Odd odd) {
    if (odd != null && Double.isNaN(odd.number)) {
      firstMissing = RowPlace.earlier(firstMissing, odd, Odd::row);
    } else {
      firstInfinite = RowPlace.earlier(firstInfinite, odd, Odd::row);
    }
  }

  void merge(MatrixSummary other) {
    for (int theirs = 0; theirs < other.places.count(); theirs++) {
      int ours = number(other.places.place(theirs));
      min[ours] = Math.min(min[ours], other.min[theirs]);
      max[ours] = Math.max(max[ours], other.max[theirs]);
      rounding[ours] = Math.max(rounding[ours], other.rounding[theirs]);
      missing[ours] += other.missing[theirs];
      if (sparse) {
        entries[ours] += other.entries[theirs];
      }
    }
    rows += other.rows;
    lackingRows += other.lackingRows;
    merge(other.firstMissing);
    merge(other.firstInfinite);
  }

  /** The least number in a place, 0 among them where a sparse row has no entry; ∞ for none. */
  public double min(int place) {
    int number = places.find(place);
    double least = number == Places.NONE ? Double.POSITIVE_INFINITY : min[number];
    return isZeroSomewhere(number) ? Math.min(0, least) : least;
  }

  /** The greatest, likewise; −∞ for none. */
  public double max(int place) {
    int number = places.find(place);
    double greatest = number == Places.NONE ? Double.NEGATIVE_INFINITY : max[number];
    return isZeroSomewhere(number) ? Math.max(0, greatest) : greatest;
  }

  private boolean isZeroSomewhere(int number) {
    return sparse && (number == Places.NONE ? 0 : entries[number]) < rows;
  }

  /** The most that a number in a place loses as float32. */
  public double rounding(int place) {
    int number = places.find(place);
    return number == Places.NONE ? 0 : rounding[number];
  }

  /** How many rows lack the number in a place (NaN). */
  public long missing(int place) {
    int number = places.find(place);
    return number == Places.NONE ? 0 : missing[number];
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
