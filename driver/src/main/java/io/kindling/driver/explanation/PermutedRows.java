package io.kindling.driver.explanation;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.partitioning.shard.Shard;
import io.kindling.predictor.preprocess.KeptRows;

/** The rows of a shard with the values that other rows have in one column. */
final class PermutedRows implements KeptRows {
  private final Shard shard;
  private final int shards;
  private final PermutedUnit unit;
  private final float[] values;

  /**
   * Rows.
   *
   * @param shards how many there are
   * @param values of the column in all rows, by rank: (rows, features of the column)
   */
  PermutedRows(Shard shard, int shards, PermutedUnit unit, float[] values) {
    this.shard = shard;
    this.shards = shards;
    this.unit = unit;
    this.values = values;
  }

  @Override
  public void readFeatures(int row, float[] into, int offset) {
    shard.block().readFeatures(row, into, offset);
    int[] features = unit.features();
    int from = unit.source((long) row * shards + shard.index()) * features.length;
    for (int i = 0; i < features.length; i++) {
      into[offset + features[i]] = values[from + i];
    }
  }

  /** A value may come to stand where none was. */
  @Override
  public boolean isSparse() {
    return false;
  }

  @Override
  public void readSparse(int row, SparseRows into) {
    throw new IllegalStateException("The rows are read with their zeros");
  }
}
