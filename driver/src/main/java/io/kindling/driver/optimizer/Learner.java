package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.Network;
import java.util.List;
import java.util.Optional;

/** Parameters that change with the gradient of every batch. */
public final class Learner extends Learning {
  private static final String ROLE = "optimizer";

  private final ParameterUpdate update;
  private final Schedule schedule;
  private final Optimizer optimizer;

  /**
   * A learner at the start of training.
   *
   * @param schedule the learning rate, for as many steps as the training has: that of the rule's
   *     optimizer, except in experiments with the rate
   * @param theta the parameters, from now on the learner's
   */
  public Learner(Network network, UpdateRule rule, Schedule schedule, float[] theta) {
    super(rule, network.parameters(), theta);
    this.update = new ParameterUpdate(network, rule, theta, ParameterBlocks.BY_ALL_CORES);
    this.schedule = schedule;
    this.optimizer = rule.optimizer();
  }

  /**
   * Takes a step, unless the gradient is not finite.
   *
   * @param sum the gradient's sum over the batch; overwritten
   * @param losses of the epochs that have ended
   * @return what is not finite, if anything
   */
  public Optional<NonFinite> step(GradientSum sum, List<Double> losses) {
    double rate = slowedRate(schedule, steps(), losses);
    changing();
    Optional<NonFinite> found = update.step(sum, rate, this::sawGradient);
    if (found.isEmpty()) {
      changed(rate);
    } else if (found.get() != NonFinite.PARAMETER) {
      unchanged();
    }
    return found;
  }

  /**
   * Whether a step changes nothing in tables but the rows that the gradient touches, where these
   * are told.
   */
  public boolean stepsByRows() {
    return update.stepsByRows();
  }

  @Override
  void saveOptimizers(LearningState state) {
    update.state().save(optimizer, ROLE, state);
  }

  @Override
  void restoreOptimizers(LearningState state) {
    update.state().restore(optimizer, ROLE, state);
  }

  @Override
  public long steps() {
    return update.state().steps();
  }
}
