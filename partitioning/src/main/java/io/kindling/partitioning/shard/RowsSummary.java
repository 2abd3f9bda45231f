package io.kindling.partitioning.shard;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.predictor.table.Checksum;

/**
 * A checksum of the rows of some shards, which depends on their order, and how many values a sparse
 * row keeps at most. Travels, under Kryo too, hence no record.
 */
final class RowsSummary implements Mergeable<RowsSummary> {
  private static final long serialVersionUID = 1L;

  private long checksum;
  private int mostEntries;

  RowsSummary(long checksum, int mostEntries) {
    this.checksum = checksum;
    this.mostEntries = mostEntries;
  }

  @Override
  public void merge(RowsSummary right) {
    Checksum both = new Checksum();
    both.add(checksum);
    both.add(right.checksum);
    checksum = both.value();
    mostEntries = Math.max(mostEntries, right.mostEntries);
  }

  long checksum() {
    return checksum;
  }

  int mostEntries() {
    return mostEntries;
  }
}
