package io.kindling.partitioning.shard;

/** Sums up the rows of shards. */
final class ShardSummaries extends LeafWork<RowsSummary> {
  private static final long serialVersionUID = 1L;

  ShardSummaries(int shards) {
    super(shards);
  }

  @Override
  protected RowsSummary leaf(Shard shard) {
    return new RowsSummary(shard.block().checksum(), shard.block().mostEntries());
  }
}
