package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.predictor.table.Checksum;

/**
 * A checksum of the rows of some shards, which depends on their order. Travels, under Kryo too,
 * hence no record.
 */
final class RowsFingerprint implements Mergeable<RowsFingerprint> {
  private static final long serialVersionUID = 1L;

  private long value;

  RowsFingerprint(long value) {
    this.value = value;
  }

  @Override
  public void merge(RowsFingerprint right) {
    Checksum both = new Checksum();
    both.add(value);
    both.add(right.value);
    value = both.value();
  }

  long value() {
    return value;
  }
}
