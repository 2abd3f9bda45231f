package io.kindling.partitioning.shard;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Rows packed into arrays: features row after row, targets row after row, and a weight for each row
 * if they have any. Travels and is cached, under Kryo too, hence no record.
 */
public abstract sealed class ShardBlock implements Serializable permits FloatBlock, ByteBlock {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int features;
  private final int targetsPerRow;
  private final float[] targets;
  private final float @Nullable [] weights;

  ShardBlock(RowLayout layout, int rows) {
    this.rows = rows;
    this.features = layout.features();
    this.targetsPerRow = layout.targets();
    this.targets = new float[rows * targetsPerRow];
    this.weights = layout.weighted() ? new float[rows] : null;
  }

  /**
   * Room for {@code rows} rows.
   *
   * @throws IllegalArgumentException when they do not fit into one array
   */
  public static ShardBlock allocate(RowLayout layout, int rows) {
    checkFits(rows, layout);
    return switch (layout.storage()) {
      case FLOAT32 -> new FloatBlock(layout, rows);
      case UINT8 -> new ByteBlock(layout, rows);
    };
  }

  static void checkFits(long rows, RowLayout layout) {
    if (rows * Math.max(layout.features(), layout.targets()) > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A shard of %d rows of %d features does not fit into one array; take more shards"
              .formatted(rows, layout.features()));
    }
  }

  /** The number of rows. */
  public final int rows() {
    return rows;
  }

  /** Values in a row. */
  public final int features() {
    return features;
  }

  /** Targets in a row. */
  public final int targetsPerRow() {
    return targetsPerRow;
  }

  /** Writes the targets of a row to {@code into[offset …]}. */
  public final void readTargets(int row, float[] into, int offset) {
    int from = row * targetsPerRow;
    for (int i = 0; i < targetsPerRow; i++) { // mostly one, for which a copy of arrays is slow
      into[offset + i] = targets[from + i];
    }
  }

  /** What a row counts for. */
  public final float weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Stores a row. */
  public final void setRow(int row, float[] values, float[] targetsOfRow, float weight) {
    System.arraycopy(targetsOfRow, 0, targets, row * targetsPerRow, targetsPerRow);
    if (weights != null) {
      weights[row] = weight;
    }
    setFeatures(row, values);
  }

  /** Copies a row from a block of the same layout. */
  final void copyRow(ShardBlock source, int sourceRow, int row) {
    source.readTargets(sourceRow, targets, row * targetsPerRow);
    if (weights != null) {
      weights[row] = source.weight(sourceRow);
    }
    copyFeatures(source, sourceRow, row);
  }

  abstract void setFeatures(int row, float[] values);

  abstract void copyFeatures(ShardBlock source, int sourceRow, int row);

  /** Writes the features of a row, as the source gave them, to {@code values[offset …]}. */
  public abstract void readFeatures(int row, float[] values, int offset);
}
