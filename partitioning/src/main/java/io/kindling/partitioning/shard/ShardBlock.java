package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.Storage;
import java.io.Serializable;

/**
 * Rows packed into arrays: features row after row, and a target for each row. Travels and is
 * cached, under Kryo too, hence no record.
 */
public abstract sealed class ShardBlock implements Serializable permits FloatBlock, ByteBlock {
  private static final long serialVersionUID = 1L;

  private final int features;
  private final float[] targets;

  ShardBlock(int rows, int features) {
    this.features = features;
    this.targets = new float[rows];
  }

  /**
   * Room for {@code rows} rows.
   *
   * @throws IllegalArgumentException when they do not fit into one array
   */
  public static ShardBlock allocate(Storage storage, int rows, int features) {
    checkFits(rows, features);
    return switch (storage) {
      case FLOAT32 -> new FloatBlock(rows, features);
      case UINT8 -> new ByteBlock(rows, features);
    };
  }

  static void checkFits(long rows, int features) {
    if (rows * features > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A shard of %d rows of %d features does not fit into one array; take more shards"
              .formatted(rows, features));
    }
  }

  /** The number of rows. */
  public final int rows() {
    return targets.length;
  }

  /** Values in a row. */
  public final int features() {
    return features;
  }

  /** The target of a row. */
  public final float target(int row) {
    return targets[row];
  }

  /** Stores a row. */
  public final void setRow(int row, float[] values, double target) {
    targets[row] = (float) target;
    setFeatures(row, values);
  }

  /** Copies a row from a block of the same kind. */
  final void copyRow(ShardBlock source, int sourceRow, int row) {
    targets[row] = source.targets[sourceRow];
    copyFeatures(source, sourceRow, row);
  }

  abstract void setFeatures(int row, float[] values);

  abstract void copyFeatures(ShardBlock source, int sourceRow, int row);

  /** Writes the features of a row, unscaled, to {@code values[offset …]}. */
  public abstract void readFeatures(int row, float[] values, int offset);
}
