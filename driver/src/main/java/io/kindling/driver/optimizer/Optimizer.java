package io.kindling.driver.optimizer;

import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;

/** Turns gradients into changes of the parameters. A value: all that changes is in the state. */
public interface Optimizer extends Serializable {
  /** Every optimizer by its name in a config file. */
  Catalogue<Optimizer> CATALOGUE =
      Catalogue.of(
          "optimizer",
          Optimizer.class,
          List.of(Sgd.class, Momentum.class, Rmsprop.class, Adam.class));

  /** The learning rate η. */
  double learningRate();

  /** How many arrays as long as the parameters the state holds. */
  int moments();

  /** The state before the first step. */
  default OptimizerState initialState(int parameters) {
    return new OptimizerState(moments(), parameters);
  }

  /**
   * One step, in place: changes {@code theta} and {@code state}.
   *
   * @param theta the parameters θ
   * @param gradient the gradient g by the parameters
   * @param state as {@link #initialState} made it and earlier steps left it
   */
  void step(float[] theta, float[] gradient, OptimizerState state);
}
