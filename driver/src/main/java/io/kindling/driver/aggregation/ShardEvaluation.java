package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.EvaluationSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** What a task does in an evaluation: loss and metrics of its shards. */
final class ShardEvaluation implements FlatMapFunction<Iterator<Shard>, TreeNode<EvaluationSum>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final Broadcast<float[]> theta;
  private final int shards;

  ShardEvaluation(Broadcast<ModelRuntime> model, Broadcast<float[]> theta, int shards) {
    this.model = model;
    this.theta = theta;
    this.shards = shards;
  }

  @Override
  public Iterator<TreeNode<EvaluationSum>> call(Iterator<Shard> range) {
    TreeSum<EvaluationSum> sum = new TreeSum<>(shards);
    while (range.hasNext()) {
      Shard shard = range.next();
      sum.addLeaf(shard.index(), evaluate(shard.block()));
    }
    return sum.subtrees().iterator();
  }

  private EvaluationSum evaluate(ShardBlock block) {
    Objective objective = model.value().objective();
    Workspace workspace = model.value().scratch().workspace();
    EvaluationSum sum = new EvaluationSum(objective.loss());
    for (int from = 0; from < block.rows(); from += workspace.capacity()) {
      int rows = Math.min(workspace.capacity(), block.rows() - from);
      for (int i = 0; i < rows; i++) {
        model.value().gather(block, from + i, workspace, i);
      }
      objective.evaluate(rows, theta.value(), workspace, sum);
    }
    return sum;
  }
}
