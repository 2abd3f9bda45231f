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
              LogLoss.class,
              ConfusionMatrix.class,
              Mse.class,
              Mae.class,
              R2.class));

  /** The metrics that are computed for a loss if none are named. */
  static List<Metric> defaultsFor(Loss loss) {
    return loss.task() == Task.VALUES ? List.of(new Mae()) : List.of(new Accuracy());
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

  /** How many sums it keeps for a network with {@code outputs} outputs. */
  int sums(int outputs);

  /** Adds rows to {@code sums[offset] … sums[offset + sums(outputs) − 1]}. */
  void add(ScoredRows rows, double[] sums, int offset);

  /** Says what the sums come to. */
  void report(double[] sums, int offset, int outputs, Evaluation evaluation);
}
