package io.kindling.driver.evaluation;

import io.kindling.driver.insight.RowSample;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.network.UnitActivity;
import io.kindling.kernels.reduction.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a shard contribute to an evaluation, with details where these are wanted.
 * Travels, under Kryo too, hence no record.
 */
final class ShardMeasures implements Mergeable<ShardMeasures> {
  private static final long serialVersionUID = 1L;

  private final EvaluationSum sum;
  private final @Nullable UnitActivity units;
  private final @Nullable RowSample sample;

  ShardMeasures(EvaluationSum sum, @Nullable UnitActivity units, @Nullable RowSample sample) {
    this.sum = sum;
    this.units = units;
    this.sample = sample;
  }

  @Override
  public void merge(ShardMeasures right) {
    sum.merge(right.sum);
    if (units != null && right.units != null) {
      units.merge(right.units);
    }
    if (sample != null && right.sample != null) {
      sample.merge(right.sample);
    }
  }

  EvaluationSum sum() {
    return sum;
  }

  @Nullable UnitActivity units() {
    return units;
  }

  @Nullable RowSample sample() {
    return sample;
  }
}
