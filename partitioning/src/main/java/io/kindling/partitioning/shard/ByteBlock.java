package io.kindling.partitioning.shard;

import io.kindling.partitioning.reading.RowLayout;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.ByteLookup;
import io.kindling.predictor.preprocess.FeatureScale;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.table.Checksum;
import java.util.Arrays;
import java.util.Optional;

/** Rows of unsigned bytes. */
final class ByteBlock extends ShardBlock {
  private static final long serialVersionUID = 1L;

  private static final float[] FLOATS = new float[256];

  static {
    for (int i = 0; i < FLOATS.length; i++) {
      FLOATS[i] = i;
    }
  }

  private final byte[] values;

  ByteBlock(int rows, RowLayout layout) {
    super(rows, layout);
    this.values = new byte[rows * layout.features()];
  }

  private ByteBlock(int rows, ByteBlock like) {
    super(rows, like);
    this.values = new byte[rows * features()];
  }

  @Override
  public Optional<ShardBlock> nearby(int rows) {
    return Optional.of(new ByteBlock(rows, this));
  }

  @Override
  void addFeatures(Checksum sum) {
    sum.add(values);
  }

  @Override
  void setFeatures(int row, RowCells source, int sourceRow, Origins none) {
    source.bytes(sourceRow, values, row * features());
  }

  @Override
  public void setSparseFeatures(int row, int[] columns, double[] numbers, int from, int to) {
    int offset = row * features();
    Arrays.fill(values, offset, offset + features(), (byte) 0);
    int last = -1;
    for (int k = from; k < to; k++) {
      checkAscends(last, columns[k]);
      last = columns[k];
      values[offset + last] = (byte) (int) numbers[k];
    }
  }

  @Override
  void copyFeatures(ShardBlock source, int sourceRow, int row) {
    byte[] from = ((ByteBlock) source).values;
    System.arraycopy(from, sourceRow * features(), values, row * features(), features());
  }

  @Override
  public void readFeatures(int row, float[] target, int offset) {
    ByteLookup.read(FLOATS, values, row * features(), target, offset, features());
  }

  @Override
  public void readFeatures(int row, FeatureScale scale, float[] target, int offset) {
    scale.scale(values, row * features(), target, offset);
  }
}
