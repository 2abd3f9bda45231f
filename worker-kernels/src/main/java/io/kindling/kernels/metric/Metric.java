package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A measure of quality that is a function of sums over rows: executors add up the sums, the driver
 * computes the value once, and no prediction is ever collected.
 *
 * <p>To bring one of your own, implement {@link #tasks}, {@link #sums}, {@link #add} and {@link
 * #report}, and {@link #aim} if lower values are better. It is serialised with the job that
 * evaluates, so it holds nothing but its settings; a record without components is the usual form.
 */
public interface Metric extends Serializable {
  /** Every metric by its name in a config file. */
  Catalogue<Metric> CATALOGUE =
      Catalogue.of(
          "metric",
          Metric.class,
          List.of(
              Accuracy.class,
              TopK.class,
              Precision.class,
              Recall.class,
              F1.class,
              RocAuc.class,
              PrAuc.class,
              LogLoss.class,
              ConfusionMatrix.class,
              Calibration.class,
              RocCurve.class,
              Mse.class,
              Mae.class,
              R2.class));

  /** Why a loss or metric is undefined that is a mean over outputs. */
  String NOT_FINITE = "some outputs are not finite numbers";

  /** As many as an array can hold, besides those of the loss. */
  int MOST_SUMS = Integer.MAX_VALUE - 16;

  /** The metrics that are computed for a loss if none are named. */
  static List<Metric> defaultsFor(Loss loss) {
    return loss.task() == Task.REGRESSION ? List.of(new Mae(), new R2()) : List.of(new Accuracy());
  }

  /** Which values are better. */
  enum Aim {
    /** Higher ones. */
    HIGH,
    /** Lower ones. */
    LOW,
    /** It has no single value. */
    NONE
  }

  /** Which of its values are better. */
  default Aim aim() {
    return Aim.HIGH;
  }

  /** What its value is called where it is reported. */
  default String valueName() {
    return CATALOGUE.nameOf(this);
  }

  /** The tasks that it measures. */
  Set<Task> tasks();

  /**
   * Checks that it can measure such a network.
   *
   * @throws IllegalArgumentException when it cannot
   */
  default void check(Loss loss, int outputs) {
    if (!tasks().contains(loss.task())) {
      throw new IllegalArgumentException(
          "%s does not measure what %s trains"
              .formatted(CATALOGUE.nameOf(this), Loss.CATALOGUE.nameOf(loss)));
    }
  }

  /**
   * Why its value is not a finite number where it is not, for people to read after "undefined".
   *
   * @see Evaluation#values
   */
  default String whyUndefined() {
    return NOT_FINITE;
  }

  /**
   * Checks that metrics can measure a network together.
   *
   * @throws IllegalArgumentException when one of them cannot, or their sums are too many
   */
  static void checkAll(List<Metric> metrics, Loss loss, int outputs) {
    long sums = 0;
    for (Metric metric : metrics) {
      metric.check(loss, outputs);
      sums += metric.sums(outputs);
      if (sums > MOST_SUMS) {
        throw new IllegalArgumentException(
            "%s needs %s sums for %s outputs, and all metrics together may have %s"
                .formatted(CATALOGUE.nameOf(metric), metric.sums(outputs), outputs, MOST_SUMS));
      }
    }
  }

  /** How many sums it keeps for a network with {@code outputs} outputs. */
  long sums(int outputs);

  /**
   * How many {@link Moments} its sums begin with, for {@code outputs} outputs. Those are merged as
   * moments, by weight; the sums behind them are added up.
   */
  default int moments(int outputs) {
    return 0;
  }

  /**
   * Adds rows to {@code sums[offset] … sums[offset + sums(outputs) − 1]}, which are 0 at first. It
   * must not depend on anything but its arguments.
   */
  void add(ScoredRows rows, double[] sums, int offset);

  /**
   * Puts what the sums of all rows come to into {@code evaluation}, a value under {@link
   * #valueName}; NaN where it is undefined.
   */
  void report(double[] sums, int offset, int outputs, Evaluation evaluation);
}
