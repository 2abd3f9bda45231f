package io.kindling.predictor.row;

import io.kindling.predictor.table.ByteChunk;
import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.SparseChunk;
import io.kindling.predictor.table.TextChunk;
import io.kindling.predictor.table.VectorChunk;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features of the rows of a block. They are gathered some rows at a time, column after column:
 * row after row, each value would come from another array.
 */
final class FeatureRows {
  private static final int MOST_ROWS = 32;
  private static final int MOST_VALUES = 1 << 16;

  private final ColumnChunk[] chunks;
  private final double[][] ofTexts;
  private final int rows;
  private final int width;
  private final int gatheredRows;
  private double[][] gathered = new double[0][];
  private int firstGathered;
  private byte[][] gatheredBytes = new byte[0][];
  private int firstOfBytes;

  FeatureRows(RowPlan plan, RawBlock block) {
    this.rows = block.rows();
    this.width = plan.width();
    int most = Math.min(Math.min(MOST_ROWS, rows), MOST_VALUES / Math.max(1, width));
    this.gatheredRows = Math.max(1, most);
    this.chunks = new ColumnChunk[plan.featureColumns()];
    this.ofTexts = new double[chunks.length][];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = block.column(plan.feature(i));
      ofTexts[i] =
          chunks[i] instanceof TextChunk texts ? numbersOf(texts, plan.texts(i)) : new double[0];
    }
  }

  /** What each distinct text is kept as; behind them, what nothing is. */
  private static double[] numbersOf(TextChunk texts, TextValues values) {
    List<String> distinct = texts.distinct();
    int count = distinct.size();
    double[] numbers = new double[count + 1];
    for (int i = 0; i < count; i++) {
      numbers[i] = values.number(distinct.get(i));
    }
    numbers[count] = values.number(null);
    return numbers;
  }

  /** The sparse rows, where these are all features; otherwise null. */
  @Nullable SparseChunk sparse() {
    return chunks.length == 1 && chunks[0] instanceof SparseChunk sparse ? sparse : null;
  }

  /** A row; the array is used again for later ones. */
  double[] row(int row) {
    int place = row - firstGathered;
    if (gathered.length == 0 || place < 0 || place >= gatheredRows) {
      gather(row);
      place = 0;
    }
    return gathered[place];
  }

  private void gather(int row) {
    if (gathered.length == 0) {
      gathered = new double[gatheredRows][width];
    }
    firstGathered = row;
    int count = Math.min(gatheredRows, rows - row);
    int place = 0;
    for (int i = 0; i < chunks.length; i++) {
      ColumnChunk chunk = chunks[i];
      if (chunk instanceof NumberChunk numbers) {
        numbers.copy(row, count, gathered, place++);
      } else if (chunk instanceof TextChunk texts) {
        double[] numbers = ofTexts[i];
        for (int j = 0; j < count; j++) {
          int code = texts.code(row + j);
          gathered[j][place] = numbers[code < 0 ? numbers.length - 1 : code];
        }
        place++;
      } else {
        int several = 0;
        for (int j = 0; j < count; j++) {
          several = copy(chunk, row + j, gathered[j], place);
        }
        place += several;
      }
    }
  }

  /** Writes the values of a row in a column of several, and returns how many they are. */
  private static int copy(ColumnChunk chunk, int row, double[] into, int place) {
    if (chunk instanceof VectorChunk vectors) {
      System.arraycopy(vectors.values(), row * vectors.width(), into, place, vectors.width());
      return vectors.width();
    }
    if (chunk instanceof ByteChunk bytes) {
      for (int i = 0; i < bytes.width(); i++) {
        into[place + i] = bytes.values()[row * bytes.width() + i] & 0xff;
      }
      return bytes.width();
    }
    if (chunk instanceof SparseChunk sparse) {
      Arrays.fill(into, place, place + sparse.width(), 0);
      for (int i = sparse.start(row); i < sparse.start(row + 1); i++) {
        into[place + sparse.indices()[i]] = sparse.values()[i];
      }
      return sparse.width();
    }
    throw new IllegalStateException("a feature that was not read: " + chunk);
  }

  /** Writes a row whose features are all unsigned bytes to {@code into[offset …]}. */
  void bytes(int row, byte[] into, int offset) {
    if (chunks.length == 1 && chunks[0] instanceof ByteChunk bytes) {
      System.arraycopy(bytes.values(), row * width, into, offset, width);
      return;
    }
    int place = row - firstOfBytes;
    if (gatheredBytes.length == 0 || place < 0 || place >= gatheredRows) {
      gatherBytes(row);
      place = 0;
    }
    System.arraycopy(gatheredBytes[place], 0, into, offset, width);
  }

  private void gatherBytes(int row) {
    if (gatheredBytes.length == 0) {
      gatheredBytes = new byte[gatheredRows][width];
    }
    firstOfBytes = row;
    int count = Math.min(gatheredRows, rows - row);
    for (int i = 0; i < chunks.length; i++) {
      if (!(chunks[i] instanceof NumberChunk numbers && numbers.areBytes())) {
        throw new IllegalStateException("a feature that is no unsigned byte: " + chunks[i]);
      }
      numbers.copyBytes(row, count, gatheredBytes, i);
    }
  }
}
