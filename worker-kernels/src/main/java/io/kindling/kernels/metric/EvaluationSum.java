package io.kindling.kernels.metric;

import io.kindling.kernels.reduction.Mergeable;
import java.util.List;

/**
 * The sums from which loss and metrics of an evaluation follow: Σ w · ℓ, Σ w, then the sums of each
 * metric. It travels between processes, under Kryo too, hence no record.
 */
public final class EvaluationSum implements Mergeable<EvaluationSum> {
  private static final long serialVersionUID = 1L;
  private static final int LOSS = 0;
  private static final int WEIGHT = 1;
  private static final int METRICS = 2;

  private final double[] sums;

  /** The sum over no rows of a network with {@code outputs} outputs. */
  public EvaluationSum(List<Metric> metrics, int outputs) {
    this.sums = new double[METRICS + metrics.stream().mapToInt(m -> m.sums(outputs)).sum()];
  }

  /** Adds rows; the metrics are those that the sum was made for. */
  public void add(List<Metric> metrics, ScoredRows rows) {
    sums[LOSS] +=
        rows.loss()
            .evaluate(
                rows.math(),
                rows.rows(),
                rows.outputs(),
                rows.logits(),
                rows.targets(),
                rows.weights(),
                null);
    for (int row = 0; row < rows.rows(); row++) {
      sums[WEIGHT] += rows.weights()[row];
    }
    int offset = METRICS;
    for (Metric metric : metrics) {
      metric.add(rows, sums, offset);
      offset += metric.sums(rows.outputs());
    }
  }

  @Override
  public void merge(EvaluationSum right) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += right.sums[i];
    }
  }

  /** What the sums come to. */
  public Evaluation result(List<Metric> metrics, int outputs) {
    Evaluation evaluation = new Evaluation(sums[LOSS] / sums[WEIGHT]);
    int offset = METRICS;
    for (Metric metric : metrics) {
      metric.report(sums, offset, outputs, evaluation);
      offset += metric.sums(outputs);
    }
    return evaluation;
  }
}
