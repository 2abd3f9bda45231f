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

  /**
   * How many numbers are kept for the features of a row, at least: where zeros are left out, one.
   */
  public int valuesKept() {
    return storage == Storage.SPARSE ? 1 : features;
  }

  /** Bytes that a row takes, besides those of its features where zeros are left out. */
  public long bytesPerRow() {
    long bytesOfFeatures =
        switch (storage) {
          case FLOAT32 -> (long) Float.BYTES * features;
          case UINT8 -> features;
          case SPARSE -> 2L * Integer.BYTES; // where the row starts and ends
        };
    return bytesOfFeatures + (long) Float.BYTES * (targets + (weighted ? 1 : 0));
  }
}
