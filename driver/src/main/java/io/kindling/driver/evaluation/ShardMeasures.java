package io.kindling.driver.evaluation;

import io.kindling.driver.insight.RowSample;
import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.BlasDescription;
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
  private final BlasDescription blas = Blas.get().description();
  private boolean sameBlas = true;
  private long nanos;

  /**
   * What the calling process has computed.
   *
   * @param nanos what it took
   */
  ShardMeasures(
      EvaluationSum sum, @Nullable UnitActivity units, @Nullable RowSample sample, long nanos) {
    this.nanos = nanos;
    this.sum = sum;
    this.units = units;
    this.sample = sample;
  }

  @Override
  public void merge(ShardMeasures right) {
    sum.merge(right.sum);
    sameBlas &= right.isOf(blas);
    nanos += right.nanos;
    if (units != null && right.units != null) {
      units.merge(right.units);
    }
    if (sample != null && right.sample != null) {
      sample.merge(right.sample);
    }
  }

  /** Whether this process would have got the same bits. */
  boolean isOfThisBlas() {
    return isOf(Blas.get().description());
  }

  private boolean isOf(BlasDescription other) {
    return sameBlas && blas.sameArithmeticAs(other);
  }

  /** What it took to compute them, all shards one after another. */
  long nanos() {
    return nanos;
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
