package io.kindling.driver.aggregation;

import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardWork;
import java.util.Iterator;
import java.util.List;

/** Looks in the local steps of shards for the first value that is not finite. */
final class RoundCheck implements ShardWork<FirstNonFinite> {
  private static final long serialVersionUID = 1L;

  private final LocalRound round;
  private final ShippedParameters parameters;

  RoundCheck(LocalRound round, ShippedParameters parameters) {
    this.round = round;
    this.parameters = parameters;
  }

  @Override
  public List<TreeNode<FirstNonFinite>> compute(Iterator<Shard> range) {
    TreeSum<FirstNonFinite> sum = new TreeSum<>(round.shards());
    while (range.hasNext()) {
      Shard shard = range.next();
      sum.addLeaf(shard.index(), round.check(parameters.get(), shard));
    }
    return sum.subtrees();
  }
}
