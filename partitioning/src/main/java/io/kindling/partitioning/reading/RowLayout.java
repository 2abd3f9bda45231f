package io.kindling.partitioning.reading;

import java.io.Serializable;

/**
 * What a packed row consists of.
 *
 * @param storage how features are kept
 * @param features how many there are
 * @param targets how many there are
 * @param weighted whether each row has a weight; otherwise all count 1
 */
public record RowLayout(Storage storage, int features, int targets, boolean weighted)
    implements Serializable {
  /** Rows with one target, which all count alike. */
  public static RowLayout of(Storage storage, int features) {
    return new RowLayout(storage, features, 1, false);
  }

  /** Bytes that a row takes. */
  public long bytesPerRow() {
    long bytesOfFeatures = (storage == Storage.UINT8 ? 1L : Float.BYTES) * features;
    return bytesOfFeatures + (long) Float.BYTES * (targets + (weighted ? 1 : 0));
  }
}
