package io.kindling.driver.explanation;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.ScoredRows;
import io.kindling.kernels.network.Workspace;
import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.predictor.preprocess.KeptRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a task does in a pass: for some rows at a time, the evaluation of the rows as they are, then
 * in every permutation of the pass.
 */
final class PermutedEvaluation extends LeafWork<PermutedSums> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final ShippedParameters theta;
  private final ArrayList<Metric> metrics;
  private final Broadcast<PermutedValues> values;
  private final ArrayList<PermutedUnit> units;
  private final int shards;

  PermutedEvaluation(
      Broadcast<ModelRuntime> model,
      ShippedParameters theta,
      List<Metric> metrics,
      Broadcast<PermutedValues> values,
      List<PermutedUnit> units,
      int shards) {
    super(shards);
    this.model = model;
    this.theta = theta;
    this.metrics = new ArrayList<>(metrics);
    this.values = values;
    this.units = new ArrayList<>(units);
    this.shards = shards;
  }

  @Override
  protected PermutedSums leaf(Shard shard) {
    Objective objective = model.value().objective();
    int outputs = objective.network().outputs();
    PermutedSums sums = new PermutedSums(metrics, outputs, units.size());
    Block block = new Block(shard, objective, model.value().scratch());
    for (int from = 0; from < shard.block().rows(); from += block.capacity()) {
      block.start(from);
      block.add(shard.block(), sums.baseline());
      for (int i = 0; i < units.size(); i++) {
        PermutedUnit unit = units.get(i);
        if (unit.donor() == PermutedValues.TARGETS) {
          block.addWithTargetsOfOthers(unit, sums.of(i));
        } else {
          float[] column = values.value().column(unit.donor());
          block.add(new PermutedRows(shard, shards, unit, column), sums.of(i));
        }
      }
    }
    return sums;
  }

  /** Some rows of a shard, in the buffers of the thread. */
  private final class Block {
    private final Shard shard;
    private final Objective objective;
    private final ModelRuntime.Scratch scratch;
    private final Workspace workspace;
    private int from;
    private int rows;

    Block(Shard shard, Objective objective, ModelRuntime.Scratch scratch) {
      this.shard = shard;
      this.objective = objective;
      this.scratch = scratch;
      this.workspace = scratch.workspace();
    }

    int capacity() {
      return workspace.capacity();
    }

    void start(int first) {
      from = first;
      rows = Math.min(capacity(), shard.block().rows() - first);
    }

    void add(KeptRows features, EvaluationSum sum) {
      for (int i = 0; i < rows; i++) {
        model.value().gather(features, shard.block(), from + i, scratch, i);
      }
      score(shard.block()::readTargets, sum);
    }

    /** All features of a row go together, so each row keeps its own and gets another's targets. */
    void addWithTargetsOfOthers(PermutedUnit unit, EvaluationSum sum) {
      PermutedValues others = values.value();
      int perRow = shard.block().targetsPerRow();
      ModelRuntime.RowTargets targets =
          (row, into, offset) ->
              System.arraycopy(others.targets(), source(unit, row) * perRow, into, offset, perRow);
      for (int i = 0; i < rows; i++) {
        model.value().gather(shard.block(), from + i, scratch, i);
        model.value().setTargets(targets, from + i, scratch, i);
        workspace.weights()[i] = others.weights()[source(unit, from + i)];
      }
      score(targets, sum);
    }

    private int source(PermutedUnit unit, int row) {
      return unit.source((long) row * shards + shard.index());
    }

    private void score(ModelRuntime.RowTargets targets, EvaluationSum sum) {
      ScoredRows scored = objective.score(rows, theta.get().of(0), workspace);
      sum.addLoss(scored);
      model.value().toDataUnits(targets, from, rows, workspace);
      sum.addMetrics(metrics, scored);
    }
  }
}
