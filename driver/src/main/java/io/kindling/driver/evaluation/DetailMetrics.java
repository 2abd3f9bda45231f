package io.kindling.driver.evaluation;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.Calibration;
import io.kindling.kernels.metric.ConfusionMatrix;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.RocCurve;
import io.kindling.kernels.network.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/** The matrices and curves that show how a network errs. */
final class DetailMetrics {
  private static final int MOST_CLASSES = 100;
  private static final int MOST_CURVES = 20;

  private DetailMetrics() {}

  /** Metrics, and behind them those of details that suit the model and are not among them. */
  static List<Metric> with(List<Metric> metrics, ModelSpec model, int outputs) {
    List<Metric> all = new ArrayList<>(metrics);
    List<Metric> details = new ArrayList<>();
    Task task = model.loss().task();
    if (task == Task.MULTICLASS && outputs <= MOST_CLASSES) {
      details.add(new ConfusionMatrix());
    }
    if (task != Task.REGRESSION) {
      details.add(new Calibration());
    }
    if (task != Task.REGRESSION && outputs <= MOST_CURVES) {
      details.add(new RocCurve());
    }
    details.stream().filter(metric -> !metrics.contains(metric)).forEach(all::add);
    return all;
  }
}
