package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/**
 * A learning rate that may change: a pure function of the step and of what has been observed, so
 * that training again, or going on with it, gives the same rates.
 */
public interface Schedule extends Serializable {
  /** Every schedule by its name in a config file; a bare number is a constant rate. */
  Catalogue<Schedule> CATALOGUE =
      Catalogue.of(
              "learning rate schedule",
              Schedule.class,
              List.of(
                  Constant.class,
                  Step.class,
                  Exponential.class,
                  InverseTime.class,
                  Polynomial.class,
                  Cosine.class,
                  Warmup.class,
                  OneCycle.class,
                  ReduceOnPlateau.class))
          .whereNumbersAre(Constant.class);

  /**
   * The rate of a step.
   *
   * @param step from 0
   * @param losses the loss of each epoch that has ended: of the validation rows, or of the training
   *     rows where there are none
   */
  double rate(long step, List<Double> losses);

  /**
   * This schedule for a training of {@code steps} steps, which is its length if that was left open.
   *
   * @throws IllegalArgumentException when the schedule ends before the training
   */
  default Schedule over(long steps) {
    return this;
  }
}
