package io.kindling.driver.training;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.network.NetworkSpec;

/** Declares a training setting by setting; each has a default but network and loss. */
public final class TrainingSpecBuilder extends TrainingSettings<TrainingSpecBuilder> {
  private final NetworkSpec network;
  private final Loss loss;

  TrainingSpecBuilder(NetworkSpec network, Loss loss) {
    this.network = network;
    this.loss = loss;
  }

  /**
   * The declaration.
   *
   * @throws IllegalArgumentException when a number is out of range
   */
  public TrainingSpec build() {
    return spec(network, loss);
  }

  @Override
  TrainingSpecBuilder self() {
    return this;
  }
}
