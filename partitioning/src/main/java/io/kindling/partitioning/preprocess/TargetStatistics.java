package io.kindling.partitioning.preprocess;

import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;

/** The statistics of each target over all rows, whatever these count, along the fixed tree. */
final class TargetStatistics extends LeafWork<FeatureStatistics> {
  private static final long serialVersionUID = 1L;

  private TargetStatistics(int shards) {
    super(shards);
  }

  /** Computes them, in one Spark job. */
  static FeatureStatistics of(ShardedData data) {
    return data.reduce(new TargetStatistics(data.shardCount()));
  }

  @Override
  protected FeatureStatistics leaf(Shard shard) {
    ShardBlock block = shard.block();
    FeatureStatistics statistics = new FeatureStatistics(block.targetsPerRow());
    float[] targets = new float[block.targetsPerRow()];
    for (int row = 0; row < block.rows(); row++) {
      block.readTargets(row, targets, 0);
      statistics.add(targets);
    }
    return statistics;
  }
}
