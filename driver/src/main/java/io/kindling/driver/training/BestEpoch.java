package io.kindling.driver.training;

import io.kindling.kernels.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The best epoch so far, by what {@link EarlyStopping} watches. */
final class BestEpoch {
  private final EarlyStopping stopping;
  private final boolean lowerIsBetter;
  private boolean keepsLast;
  private int epoch;
  private int seen;
  private double value = Double.NaN;
  private float @Nullable [] parameters;

  BestEpoch(EarlyStopping stopping, List<Metric> measured) {
    this.stopping = stopping;
    this.lowerIsBetter = stopping.lowerIsBetter(measured);
  }

  /**
   * Notes how the next epoch went.
   *
   * @param current the parameters after it; copied if they are to be kept
   */
  void note(Map<String, Double> validation, float[] current) {
    seen++;
    double found = validation.getOrDefault(stopping.metric(), Double.NaN);
    boolean better = !Double.isNaN(found) && (!isDefined() || isBetter(found));
    if (better) {
      epoch = seen;
      value = found;
    }
    if ((stopping.keepBest() && isDefined()) ? better : keepsLast) {
      parameters = current.clone(); // not into the array of before, which others may be saving
    }
  }

  /**
   * From now on keeps the parameters of each epoch, where not those of the best, since training may
   * end within the next one.
   */
  void keepLast() {
    keepsLast = true;
  }

  /**
   * Keeps the parameters of the epoch that has just ended, where training goes on from its end and
   * does not know them as kept ones.
   */
  void keepEnded(float[] current) {
    if (keepsLast && parameters == null && seen > 0) {
      parameters = current.clone();
    }
  }

  /** Whether parameters are kept aside. */
  boolean keeps() {
    return parameters != null;
  }

  /** What it goes on from. */
  ProgressState.Best state() {
    return new ProgressState.Best(epoch, seen, value, Optional.ofNullable(parameters));
  }

  /** Goes on from there. */
  void restore(ProgressState.Best state) {
    epoch = state.epoch();
    seen = state.seen();
    value = state.value();
    boolean kept = keepsLast || (stopping.keepBest() && isDefined());
    parameters = kept ? state.parameters().orElse(null) : null; // or it would be that of long ago
  }

  /** Whether there was an epoch whose value is a number. */
  private boolean isDefined() {
    return epoch > 0;
  }

  private boolean isBetter(double found) {
    return lowerIsBetter
        ? found < value - stopping.minDelta()
        : found > value + stopping.minDelta();
  }

  /** Whether patience has run out; what is undefined cannot become worse. */
  boolean isOver() {
    return isDefined() && stopping.patience().filter(epochs -> seen - epoch >= epochs).isPresent();
  }

  /** What a user should know of how it went. */
  List<String> warnings() {
    return isDefined() || stopping.equals(EarlyStopping.NONE)
        ? List.of()
        : List.of(
            "%s was undefined in every epoch, so it could neither stop training nor choose an epoch:"
                    .formatted(stopping.metric())
                + " the model is that of the last one");
  }

  /** The number of epochs noted. */
  int epochs() {
    return seen;
  }

  /** The number of the epoch whose parameters the model has. */
  int keptEpoch() {
    return stopping.keepBest() && isDefined() ? epoch : seen;
  }

  /** The parameters that the model has: those of the best epoch, or {@code current}. */
  float[] kept(float[] current) {
    return parameters == null ? current : parameters;
  }
}
