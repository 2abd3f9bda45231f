package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.ParameterUpdate;
import io.kindling.driver.optimizer.ReplicaSum;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.parameter.ParameterLayout;

/** The buffers of one thread for replicas that take steps of their own. */
final class ReplicaScratch {
  private final ParameterUpdate replica;
  private final GradientSum gradient;
  private final Pool<ReplicaSum> sums;

  /**
   * @param summedMoments how many of the optimizer's moments travel
   */
  ReplicaScratch(Network network, UpdateRule rule, int summedMoments) {
    ParameterLayout layout = network.parameters();
    this.replica = new ParameterUpdate(network, rule, new float[layout.size()]);
    this.gradient = new GradientSum(layout);
    this.sums =
        new Pool<>(() -> new ReplicaSum(layout.changing(), layout.trainable(), summedMoments));
  }

  ParameterUpdate replica() {
    return replica;
  }

  GradientSum gradient() {
    return gradient;
  }

  Pool<ReplicaSum> sums() {
    return sums;
  }
}
