package io.kindling.ml;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.OptionalInt;
import org.apache.spark.ml.param.shared.HasThresholds;

/** The thresholds of a classifier: one for each class, or label of which a row may have several. */
final class Thresholds {
  private Thresholds() {}

  /**
   * Checks those of an estimator, as far as it is known before a fit how many there have to be.
   *
   * @param targets how many labels are in an array of each row; 0 where each is one by itself
   * @param outputs of the network, if they are known
   * @throws InvalidInputException when there are fewer thresholds, or more
   */
  static void check(NetworkParams params, Loss loss, int targets, OptionalInt outputs) {
    if (!(params instanceof HasThresholds classifier)) {
      return;
    }
    if (loss.task() == Task.MULTILABEL) {
      of(classifier, Math.max(1, targets));
    } else if (outputs.isPresent()) {
      of(classifier, Math.max(2, outputs.getAsInt())); // one output tells two classes apart
    }
  }

  /**
   * Those of a stage; none if they are not set.
   *
   * @param classes how many classes or labels there are
   * @throws InvalidInputException when there are fewer thresholds, or more
   */
  static double[] of(HasThresholds stage, int classes) {
    if (!stage.isDefined(stage.thresholds())) {
      return new double[0];
    }
    double[] thresholds = stage.getThresholds();
    if (thresholds.length != classes) {
      throw InvalidInputException.at(
          stage.thresholds().name(),
          "%s numbers".formatted(thresholds.length),
          "%s, one for each class".formatted(classes));
    }
    return thresholds;
  }
}
