package io.kindling.driver.training;

import io.kindling.kernels.metric.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The best epoch so far, by what a {@link Monitor} watches. */
final class BestEpoch {
  private final Monitor monitor;
  private final boolean lowerIsBetter;
  private int epoch;
  private int seen;
  private double value = Double.NaN;
  private float @Nullable [] parameters;

  BestEpoch(Monitor monitor, List<Metric> measured) {
    this.monitor = monitor;
    this.lowerIsBetter = monitor.lowerIsBetter(measured);
  }

  /**
   * Notes how the next epoch went.
   *
   * @param current the parameters after it; copied if they are to be kept
   */
  void note(Map<String, Double> validation, float[] current) {
    seen++;
    double found = validation.getOrDefault(monitor.metric(), Double.NaN);
    if (epoch > 0 && !isBetter(found)) {
      return;
    }
    epoch = seen;
    value = found;
    if (!monitor.keepBest()) {
      return;
    }
    if (parameters == null) {
      parameters = current.clone();
    } else {
      System.arraycopy(current, 0, parameters, 0, current.length);
    }
  }

  private boolean isBetter(double found) {
    if (Double.isNaN(value)) {
      return !Double.isNaN(found);
    }
    return lowerIsBetter ? found < value - monitor.minDelta() : found > value + monitor.minDelta();
  }

  /** Whether patience has run out. */
  boolean isOver() {
    return monitor.patience().filter(epochs -> seen - epoch >= epochs).isPresent();
  }

  /** The number of epochs noted. */
  int epochs() {
    return seen;
  }

  /** The number of the epoch whose parameters the model has. */
  int keptEpoch() {
    return monitor.keepBest() ? epoch : seen;
  }

  /** The parameters that the model has: those of the best epoch, or {@code current}. */
  float[] kept(float[] current) {
    return parameters == null ? current : parameters;
  }
}
