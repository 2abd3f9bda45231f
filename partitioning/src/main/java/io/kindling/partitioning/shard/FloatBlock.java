package io.kindling.partitioning.shard;

import io.kindling.partitioning.reading.RowLayout;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.table.Checksum;
import java.util.Arrays;

/** Rows of float32. */
final class FloatBlock extends ShardBlock {
  private static final long serialVersionUID = 1L;

  private final float[] values;

  FloatBlock(int rows, RowLayout layout) {
    super(rows, layout);
    this.values = new float[rows * layout.features()];
  }

  @Override
  void addFeatures(Checksum sum) {
    sum.add(values);
  }

  @Override
  void setFeatures(int row, RowCells source, int sourceRow, Origins origins) {
    origins.toFloats(source.features(sourceRow), values, row * features());
  }

  @Override
  public void setSparseFeatures(int row, int[] columns, double[] numbers, int from, int to) {
    int offset = row * features();
    Arrays.fill(values, offset, offset + features(), 0f);
    int last = -1;
    for (int k = from; k < to; k++) {
      checkAscends(last, columns[k]);
      last = columns[k];
      values[offset + last] = (float) numbers[k];
    }
  }

  @Override
  void copyFeatures(ShardBlock source, int sourceRow, int row) {
    float[] from = ((FloatBlock) source).values;
    System.arraycopy(from, sourceRow * features(), values, row * features(), features());
  }

  @Override
  public void readFeatures(int row, float[] target, int offset) {
    System.arraycopy(values, row * features(), target, offset, features());
  }
}
