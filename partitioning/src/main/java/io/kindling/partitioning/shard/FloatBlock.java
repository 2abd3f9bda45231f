package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.RowLayout;

/** Rows of float32. */
final class FloatBlock extends ShardBlock {
  private static final long serialVersionUID = 1L;

  private final float[] values;

  FloatBlock(int rows, RowLayout layout) {
    super(rows, layout);
    this.values = new float[rows * layout.features()];
  }

  @Override
  void setFeatures(int row, float[] source) {
    System.arraycopy(source, 0, values, row * features(), features());
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
