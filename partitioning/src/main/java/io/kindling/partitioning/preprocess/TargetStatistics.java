package io.kindling.partitioning.preprocess;

import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardWork;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Iterator;
import java.util.List;

/** The statistics of each target over all rows, whatever these count, along the fixed tree. */
final class TargetStatistics implements ShardWork<FeatureStatistics> {
  private static final long serialVersionUID = 1L;

  private final int shards;

  private TargetStatistics(int shards) {
    this.shards = shards;
  }

  /** Computes them, in one Spark job. */
  static FeatureStatistics of(ShardedData data) {
    return data.reduce(new TargetStatistics(data.shardCount()));
  }

  @Override
  public List<TreeNode<FeatureStatistics>> compute(Iterator<Shard> range) {
    TreeSum<FeatureStatistics> sum = new TreeSum<>(shards);
    while (range.hasNext()) {
      Shard shard = range.next();
      sum.addLeaf(shard.index(), of(shard.block()));
    }
    return sum.subtrees();
  }

  private static FeatureStatistics of(ShardBlock block) {
    FeatureStatistics statistics = new FeatureStatistics(block.targetsPerRow());
    float[] targets = new float[block.targetsPerRow()];
    for (int row = 0; row < block.rows(); row++) {
      block.readTargets(row, targets, 0);
      statistics.add(targets);
    }
    return statistics;
  }
}
