package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import java.util.Set;

/** The area under a curve over the scores of two classes, from sums in {@link ScoreBins}. */
sealed interface BinnedArea extends Metric permits RocAuc, PrAuc {
  @Override
  default Set<Task> tasks() {
    return Set.of(Task.MULTICLASS);
  }

  @Override
  default void check(Loss loss, int outputs) {
    Metric.super.check(loss, outputs);
    ScoreBins.check(this, outputs);
  }

  @Override
  default long sums(int outputs) {
    return ScoreBins.SUMS;
  }

  @Override
  default void add(ScoredRows rows, double[] sums, int offset) {
    ScoreBins.add(rows, sums, offset);
  }
}
