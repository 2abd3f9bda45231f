package io.kindling.kernels.metric;

import io.kindling.kernels.reduction.Mergeable;
import java.util.List;

/**
 * The sums from which loss and metrics of an evaluation follow: Σ w · ℓ, Σ w, then the sums of each
 * metric, of which the first may be moments. It travels between processes, under Kryo too, hence no
 * record.
 */
public final class EvaluationSum implements Mergeable<EvaluationSum> {
  private static final long serialVersionUID = 1L;
  private static final int LOSS = 0;
  private static final int WEIGHT = 1;
  private static final int METRICS = 2;

  private final double[] sums;

  // Where moments start and where they end, for each metric in turn; the sums between are added.
  private final int[] moments;

  /** The sum over no rows of a network with {@code outputs} outputs. */
  public EvaluationSum(List<Metric> metrics, int outputs) {
    this.moments = new int[2 * metrics.size()];
    int size = METRICS;
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      moments[2 * i] = size;
      moments[2 * i + 1] = Math.toIntExact(size + (long) Moments.EACH * metric.moments(outputs));
      size = Math.toIntExact(size + metric.sums(outputs));
    }
    this.sums = new double[size];
  }

  /** Adds rows; the metrics are those that the sum was made for. */
  public void add(List<Metric> metrics, ScoredRows rows) {
    addLoss(rows);
    addMetrics(metrics, rows);
  }

  /** Adds the loss of rows; {@link #addMetrics} is to follow. */
  public void addLoss(ScoredRows rows) {
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
  }

  /** Adds what metrics see of the same rows, maybe in other units than those of the loss. */
  public void addMetrics(List<Metric> metrics, ScoredRows rows) {
    int offset = METRICS;
    for (Metric metric : metrics) {
      metric.add(rows, sums, offset);
      offset += (int) metric.sums(rows.outputs());
    }
  }

  @Override
  public void merge(EvaluationSum right) {
    int added = 0;
    for (int i = 0; i < moments.length; i += 2) {
      add(right, added, moments[i]);
      added = moments[i + 1];
      for (int at = moments[i]; at < added; at += Moments.EACH) {
        Moments.merge(sums, right.sums, at);
      }
    }
    add(right, added, sums.length);
  }

  private void add(EvaluationSum right, int from, int to) {
    for (int i = from; i < to; i++) {
      sums[i] += right.sums[i];
    }
  }

  /** What the sums come to. */
  public Evaluation result(List<Metric> metrics, int outputs) {
    Evaluation evaluation = new Evaluation(sums[LOSS] / sums[WEIGHT]);
    int offset = METRICS;
    for (Metric metric : metrics) {
      metric.report(sums, offset, outputs, evaluation);
      offset += (int) metric.sums(outputs);
    }
    return evaluation;
  }
}
