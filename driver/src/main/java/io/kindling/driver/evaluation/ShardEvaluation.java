package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.RowSample;
import io.kindling.driver.insight.SampledRow;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.ScoredRows;
import io.kindling.kernels.network.UnitActivity;
import io.kindling.kernels.network.Workspace;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;

/** What a task does in an evaluation: loss and metrics of its shards, and details if wanted. */
final class ShardEvaluation extends LeafWork<ShardMeasures> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final ShippedParameters theta;
  private final ArrayList<Metric> metrics;
  private final int shards;
  private final boolean errors;
  private final boolean activity;

  ShardEvaluation(
      Broadcast<ModelRuntime> model,
      ShippedParameters theta,
      List<Metric> metrics,
      int shards,
      Set<Detail> details) {
    super(shards);
    this.metrics = new ArrayList<>(metrics);
    this.model = model;
    this.theta = theta;
    this.shards = shards;
    this.errors = details.contains(Detail.ERRORS);
    this.activity = details.contains(Detail.UNITS);
  }

  @Override
  protected ShardMeasures leaf(Shard shard) {
    long start = System.nanoTime();
    ShardBlock block = shard.block();
    Objective objective = model.value().objective();
    ModelRuntime.Scratch scratch = model.value().scratch();
    Workspace workspace = scratch.workspace();
    EvaluationSum sum = new EvaluationSum(metrics, objective.network().outputs());
    UnitActivity units = activity ? new UnitActivity(objective.network()) : null;
    RowSample sample = errors ? new RowSample() : null;
    List<Integer> wrong = new ArrayList<>();
    for (int from = 0; from < block.rows(); from += workspace.capacity()) {
      int rows = Math.min(workspace.capacity(), block.rows() - from);
      for (int i = 0; i < rows; i++) {
        model.value().gather(block, from + i, scratch, i);
      }
      ScoredRows scored = objective.score(rows, theta.get().of(0), workspace);
      sum.addLoss(scored);
      if (units != null) {
        units.add(workspace, rows);
      }
      model.value().toDataUnits(block::readTargets, from, rows, workspace);
      sum.addMetrics(metrics, scored);
      if (sample != null) {
        sample(block, from, scored, sample, wrong);
      }
    }
    if (sample != null) {
      sample.show(block, wrong, objective.loss().task());
    }
    return new ShardMeasures(sum, units, sample, System.nanoTime() - start);
  }

  private void sample(
      ShardBlock block, int from, ScoredRows scored, RowSample sample, List<Integer> wrong) {
    int most = RowSample.rowsOfShard(shards, block.features());
    for (int row = 0; row < scored.rows() && from + row < most; row++) {
      int at = row * scored.outputs();
      float[] predictions = Arrays.copyOfRange(scored.logits(), at, at + scored.outputs());
      scored.loss().toPredictions(scored.math(), 1, scored.outputs(), predictions);
      float[] targets = new float[block.targetsPerRow()];
      block.readTargets(from + row, targets, 0);
      sample.add(new SampledRow(new float[0], targets, predictions));
      if (isWrong(scored, row)) {
        wrong.add(from + row);
      }
    }
  }

  /** Numbers are always somewhat wrong; which rows are shown follows from how much. */
  private static boolean isWrong(ScoredRows scored, int row) {
    return scored.loss().task() == Task.MULTICLASS
        ? scored.decision(row) != scored.target(row)
        : scored.loss().task() == Task.REGRESSION;
  }
}
