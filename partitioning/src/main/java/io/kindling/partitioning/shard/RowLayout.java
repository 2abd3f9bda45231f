package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.Storage;
import java.io.Serializable;

/**
 * What a packed row consists of.
 *
 * @param storage how features are kept
 * @param features values in a row
 * @param targets targets in a row
 * @param weighted whether each row has a weight; otherwise all count for 1
 */
public record RowLayout(Storage storage, int features, int targets, boolean weighted)
    implements Serializable {
  /** The layout of a table's rows. */
  static RowLayout of(SourceTable table) {
    return new RowLayout(
        table.storage(), table.shape().size(), table.targetsPerRow(), table.columns().weighted());
  }

  /** Rows of features and one target. */
  public static RowLayout labelled(Storage storage, int features) {
    return new RowLayout(storage, features, 1, false);
  }

  /** Bytes that a row takes. */
  long bytesPerRow() {
    long bytesOfFeatures = (storage == Storage.UINT8 ? 1L : Float.BYTES) * features;
    return bytesOfFeatures + (long) Float.BYTES * (targets + (weighted ? 1 : 0));
  }
}
