package io.kindling.kernels.gradient;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.reduction.Mergeable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums from which loss and metrics of an evaluation follow: Σ w · ℓ, Σ w, then the sums of each
 * of the loss' metrics. It travels between processes, under Kryo too, hence no record.
 */
public final class EvaluationSum implements Mergeable<EvaluationSum> {
  private static final long serialVersionUID = 1L;
  private static final int LOSS = 0;
  private static final int WEIGHT = 1;
  private static final int METRICS = 2;

  private final double[] sums;

  /** The sum over no rows. */
  public EvaluationSum(Loss loss) {
    this.sums = new double[METRICS + loss.metrics().stream().mapToInt(Metric::sums).sum()];
  }

  /** Adds rows. */
  public void add(
      Loss loss, int rows, int outputs, float[] logits, float[] targets, float[] weights) {
    sums[LOSS] += loss.evaluate(rows, outputs, logits, targets, weights, null);
    for (int row = 0; row < rows; row++) {
      sums[WEIGHT] += weights[row];
    }
    int offset = METRICS;
    for (Metric metric : loss.metrics()) {
      metric.add(rows, outputs, logits, targets, weights, sums, offset);
      offset += metric.sums();
    }
  }

  @Override
  public void merge(EvaluationSum right) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += right.sums[i];
    }
  }

  /** The values by name, {@code loss} first. */
  public Map<String, Double> values(Loss loss) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", sums[LOSS] / sums[WEIGHT]);
    List<Metric> metrics = loss.metrics();
    int offset = METRICS;
    for (Metric metric : metrics) {
      values.put(metric.name(), metric.value(sums, offset));
      offset += metric.sums();
    }
    return values;
  }
}
