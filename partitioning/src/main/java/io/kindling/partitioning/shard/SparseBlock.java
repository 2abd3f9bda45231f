package io.kindling.partitioning.shard;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.table.Checksum;
import io.kindling.predictor.table.SparseChunk;
import java.util.Arrays;

/**
 * Rows of which only what is not 0 is kept, as compressed sparse rows (CSR). A column takes two
 * bytes where there are up to 65,536 of them, otherwise four; a value takes four, or nothing while
 * all values of the block are 1.
 *
 * <p>Rows are set in any order and lie in the order in which they came, until {@link #finish()}.
 */
final class SparseBlock extends ShardBlock {
  private static final long serialVersionUID = 1L;

  private static final int FIRST_ENTRIES = 64;

  private int[] starts;
  private int[] ends; // none once the block is finished: then a row ends where the next one starts
  private char[] narrow; // the columns, in one of these two
  private int[] wide;
  private float[] values; // none while all are 1
  private int entries;

  SparseBlock(int rows, RowLayout layout) {
    super(rows, layout);
    this.starts = new int[rows];
    this.ends = new int[rows];
    this.narrow = new char[0];
    this.wide = new int[0];
    this.values = new float[0];
  }

  private boolean isNarrow() {
    return features() <= Character.MAX_VALUE + 1;
  }

  @Override
  int entries() {
    return entries;
  }

  @Override
  int mostEntries() {
    int most = 0;
    for (int row = 0; row < rows(); row++) {
      most = Math.max(most, end(row) - starts[row]);
    }
    return most;
  }

  private int end(int row) {
    return ends.length == 0 ? starts[row + 1] : ends[row];
  }

  private int column(int entry) {
    return isNarrow() ? narrow[entry] : wide[entry];
  }

  private float value(int entry) {
    return values.length == 0 ? 1f : values[entry];
  }

  @Override
  void addFeatures(Checksum sum) {
    for (int row = 0; row < rows(); row++) {
      sum.add(end(row) - starts[row]);
      for (int k = starts[row]; k < end(row); k++) {
        sum.add((long) column(k) << Integer.SIZE ^ Float.floatToIntBits(value(k)));
      }
    }
  }

  @Override
  void setFeatures(int row, RowCells source, int sourceRow, Origins none) {
    SparseChunk sparse = source.sparse();
    if (sparse != null) {
      int from = sparse.start(sourceRow);
      setSparseFeatures(row, sparse.indices(), sparse.values(), from, sparse.start(sourceRow + 1));
      return;
    }
    double[] numbers = source.features(sourceRow);
    starts[row] = entries;
    for (int i = 0; i < numbers.length; i++) {
      append(i, (float) numbers[i]);
    }
    ends[row] = entries;
  }

  @Override
  public void setSparseFeatures(int row, int[] columns, double[] numbers, int from, int to) {
    starts[row] = entries;
    int last = -1;
    for (int k = from; k < to; k++) {
      checkAscends(last, columns[k]);
      last = columns[k];
      append(last, (float) numbers[k]);
    }
    ends[row] = entries;
  }

  @Override
  void copyFeatures(ShardBlock source, int sourceRow, int row) {
    SparseBlock from = (SparseBlock) source;
    starts[row] = entries;
    for (int k = from.starts[sourceRow]; k < from.end(sourceRow); k++) {
      append(from.column(k), from.value(k));
    }
    ends[row] = entries;
  }

  private void append(int column, float value) {
    if (value == 0f) {
      return;
    }
    int room = Math.max(narrow.length, wide.length);
    if (entries == room) {
      reserve(room == 0 ? FIRST_ENTRIES : Math.addExact(room, room));
    }
    if (value != 1f && values.length == 0) {
      values = new float[Math.max(narrow.length, wide.length)];
      Arrays.fill(values, 0, entries, 1f);
    }
    if (isNarrow()) {
      narrow[entries] = (char) column;
    } else {
      wide[entries] = column;
    }
    if (values.length > 0) {
      values[entries] = value;
    }
    entries++;
  }

  private void reserve(int room) {
    if (isNarrow()) {
      narrow = Arrays.copyOf(narrow, room);
    } else {
      wide = Arrays.copyOf(wide, room);
    }
    if (values.length > 0) {
      values = Arrays.copyOf(values, room);
    }
  }

  /** Puts the rows in their order, in arrays that are as long as they need to be. */
  @Override
  void finish() {
    if (ends.length == 0 && rows() > 0) {
      return;
    }
    int[] orderedStarts = new int[rows() + 1];
    for (int row = 0; row < rows(); row++) {
      orderedStarts[row + 1] = orderedStarts[row] + ends[row] - starts[row];
    }
    int kept = orderedStarts[rows()];
    char[] orderedNarrow = new char[isNarrow() ? kept : 0];
    int[] orderedWide = new int[isNarrow() ? 0 : kept];
    float[] orderedValues = new float[values.length == 0 ? 0 : kept];
    for (int row = 0; row < rows(); row++) {
      int length = ends[row] - starts[row];
      int to = orderedStarts[row];
      if (isNarrow()) {
        System.arraycopy(narrow, starts[row], orderedNarrow, to, length);
      } else {
        System.arraycopy(wide, starts[row], orderedWide, to, length);
      }
      if (values.length > 0) {
        System.arraycopy(values, starts[row], orderedValues, to, length);
      }
    }
    starts = orderedStarts;
    ends = new int[0];
    narrow = orderedNarrow;
    wide = orderedWide;
    values = orderedValues;
    entries = kept;
  }

  @Override
  public void readFeatures(int row, float[] target, int offset) {
    Arrays.fill(target, offset, offset + features(), 0f);
    int end = end(row);
    for (int k = starts[row]; k < end; k++) {
      target[offset + column(k)] = value(k);
    }
  }

  @Override
  public void readSparse(int row, SparseRows into) {
    int from = starts[row];
    int length = end(row) - from;
    into.reserve(length);
    int to = into.entries();
    int[] columns = into.columns();
    if (isNarrow()) {
      for (int k = 0; k < length; k++) {
        columns[to + k] = narrow[from + k];
      }
    } else {
      System.arraycopy(wide, from, columns, to, length);
    }
    if (values.length == 0) {
      Arrays.fill(into.values(), to, to + length, 1f);
    } else {
      System.arraycopy(values, from, into.values(), to, length);
    }
    into.added(length);
  }

  @Override
  public boolean isSparse() {
    return true;
  }
}
