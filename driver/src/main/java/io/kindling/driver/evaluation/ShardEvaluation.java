package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.ScoredRows;
import io.kindling.kernels.network.Workspace;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.ShardBlock;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** What a task does in an evaluation: loss and metrics of its shards. */
final class ShardEvaluation extends LeafWork<EvaluationSum> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final ShippedParameters theta;
  private final ArrayList<Metric> metrics;

  ShardEvaluation(
      Broadcast<ModelRuntime> model, ShippedParameters theta, List<Metric> metrics, int shards) {
    super(shards);
    this.metrics = new ArrayList<>(metrics);
    this.model = model;
    this.theta = theta;
  }

  @Override
  protected EvaluationSum leaf(ShardBlock block) {
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
