package io.kindling.partitioning.shard;

/** Computes the fingerprint of shards. */
final class ShardFingerprints extends LeafWork<RowsFingerprint> {
  private static final long serialVersionUID = 1L;

  ShardFingerprints(int shards) {
    super(shards);
  }

  @Override
  protected RowsFingerprint leaf(Shard shard) {
    return new RowsFingerprint(shard.block().checksum());
  }
}
