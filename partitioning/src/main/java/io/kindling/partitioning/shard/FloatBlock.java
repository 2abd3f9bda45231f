package io.kindling.partitioning.shard;

import io.kindling.partitioning.column.Origins;
import io.kindling.partitioning.reading.RowCells;
import io.kindling.partitioning.reading.RowLayout;

/** Rows of float32. */
final class FloatBlock extends ShardBlock {
  private static final long serialVersionUID = 1L;

  private final float[] values;

  FloatBlock(int rows, RowLayout layout) {
    super(rows, layout);
    this.values = new float[rows * layout.features()];
  }

  @Override
  void setFeatures(int row, RowCells source, int sourceRow, Origins origins) {
    origins.toFloats(source.features(sourceRow), values, row * features());
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

  @Override
  public void readFeatures(int row, FeatureScale scale, float[] target, int offset) {
    scale.scale(values, row * features(), target, offset);
  }
}
