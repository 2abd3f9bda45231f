package io.kindling.driver.explanation;

import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.reduction.Mergeable;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums of evaluations of the same rows: as they are, then in each permutation of a pass.
 * Travels, under Kryo too, hence no record.
 */
final class PermutedSums implements Mergeable<PermutedSums> {
  private static final long serialVersionUID = 1L;

  private final ArrayList<EvaluationSum> sums = new ArrayList<>();

  PermutedSums(List<Metric> metrics, int outputs, int units) {
    for (int i = 0; i <= units; i++) {
      sums.add(new EvaluationSum(metrics, outputs));
    }
  }

  /** The sum over the rows as they are. */
  EvaluationSum baseline() {
    return sums.get(0);
  }

  /** The sum in a permutation of the pass. */
  EvaluationSum of(int unit) {
    return sums.get(unit + 1);
  }

  @Override
  public void merge(PermutedSums right) {
    for (int i = 0; i < sums.size(); i++) {
      sums.get(i).merge(right.sums.get(i));
    }
  }
}
