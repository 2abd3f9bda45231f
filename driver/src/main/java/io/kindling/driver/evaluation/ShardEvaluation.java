package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.ScoredRows;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardWork;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** What a task does in an evaluation: loss and metrics of its shards. */
final class ShardEvaluation implements ShardWork<EvaluationSum> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final ShippedParameters theta;
  private final ArrayList<Metric> metrics;
  private final int shards;

  ShardEvaluation(
      Broadcast<ModelRuntime> model, ShippedParameters theta, List<Metric> metrics, int shards) {
    this.metrics = new ArrayList<>(metrics);
    this.model = model;
    this.theta = theta;
    this.shards = shards;
  }

  @Override
  public List<TreeNode<EvaluationSum>> compute(Iterator<Shard> range) {
    TreeSum<EvaluationSum> sum = new TreeSum<>(shards);
    while (range.hasNext()) {
      Shard shard = range.next();
      sum.addLeaf(shard.index(), evaluate(shard.block()));
    }
    return sum.subtrees();
  }

  private EvaluationSum evaluate(ShardBlock block) {
    Objective objective = model.value().objective();
    ModelRuntime.Scratch scratch = model.value().scratch();
    Workspace workspace = scratch.workspace();
    EvaluationSum sum = new EvaluationSum(metrics, objective.network().outputs());
    for (int from = 0; from < block.rows(); from += workspace.capacity()) {
      int rows = Math.min(workspace.capacity(), block.rows() - from);
      for (int i = 0; i < rows; i++) {
        model.value().gather(block, from + i, scratch, i);
      }
      ScoredRows scored = objective.score(rows, theta.get().of(0), workspace);
      sum.addLoss(scored);
      model.value().toDataUnits(block, from, rows, workspace);
      sum.addMetrics(metrics, scored);
    }
    return sum;
  }
}
