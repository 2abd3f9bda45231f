package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/**
 * Turns gradients into changes of the parameters. It is a value: all that changes is in the state.
 * Unless said otherwise, {@code weight_decay} λ adds λ θ to the gradient of every parameter, as in
 * PyTorch.
 */
public interface Optimizer extends Serializable {
  /** Every optimizer by its name in a config file. */
  Catalogue<Optimizer> CATALOGUE =
      Catalogue.of(
          "optimizer",
          Optimizer.class,
          List.of(
              Sgd.class,
              Momentum.class,
              Nesterov.class,
              Adagrad.class,
              Adadelta.class,
              Rmsprop.class,
              Adam.class,
              Adamw.class,
              Adamax.class,
              Nadam.class,
              Radam.class,
              Lars.class,
              Lamb.class),
          Schedule.CATALOGUE);

  /** The learning rate η. */
  Schedule learningRate();

  /**
   * The rate above which networks as a rule do not train, whatever the data: steps then change
   * parameters by more than these are. ∞ where none is known.
   */
  default double highestUsualRate() {
    return Double.POSITIVE_INFINITY;
  }

  /** How many arrays as long as the parameters the state holds. */
  int moments();

  /** The state before the first step. */
  default OptimizerState initialState(ParameterLayout layout) {
    return new OptimizerState(moments(), layout);
  }

  /**
   * One step, in place: changes the moments of {@code state} and the first {@link
   * OptimizerState#parameters} of {@code theta}; behind them lie running statistics, which are not
   * learnt.
   *
   * @param theta the parameters θ
   * @param gradient the gradient g with respect to the parameters; may be overwritten
   * @param rate the learning rate η of this step
   * @param state as {@link #initialState} made it and earlier steps left it; its count is already
   *     that of this step
   */
  void step(float[] theta, float[] gradient, double rate, OptimizerState state);
}
