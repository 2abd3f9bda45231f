package io.kindling.driver.optimizer;

import io.kindling.driver.schedule.Schedule;
import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.math.FiniteCheck;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.parameter.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parameters that are learnt by replicas which take some steps of their own in each round: the mean
 * of θ − θ_r over the replicas r is the gradient by which an outer optimizer steps (Douillard et
 * al. 2023, "DiLoCo", algorithm 1). With gradient descent of rate 1 the outer step is θ ← mean θ_r.
 *
 * <p>Running statistics become their mean over the replicas. A moving average of the parameters
 * takes them in once a round.
 */
public final class OuterLearner extends Learning {
  private static final String OUTER = "outer";
  private static final String INNER = "inner";
  private static final String STEPS = "steps";

  private final UpdateRule inner;
  private final Schedule innerRate;
  private final Optimizer outer;
  private final Schedule outerRate;
  private final boolean averagesMoments;
  private final OptimizerState outerState;
  private final OptimizerState innerState;
  private final int parameters;
  private long steps;

  /**
   * A learner at the start of training.
   *
   * @param inner how replicas take their steps
   * @param innerRate its learning rate, for as many steps as the training has
   * @param outer how the parameters follow the replicas
   * @param outerRate its learning rate, for as many rounds as the training has
   * @param averagesMoments whether replicas go on with the mean of their optimizers' moments; they
   *     start each round without any otherwise
   * @param theta the parameters, from now on the learner's
   */
  public OuterLearner(
      Network network,
      UpdateRule inner,
      Schedule innerRate,
      Optimizer outer,
      Schedule outerRate,
      boolean averagesMoments,
      float[] theta) {
    super(inner, network.parameters(), theta);
    ParameterLayout layout = network.parameters();
    this.inner = inner;
    this.innerRate = innerRate;
    this.outer = outer;
    this.outerRate = outerRate;
    this.averagesMoments = averagesMoments;
    this.outerState = outer.initialState(layout);
    this.innerState = inner.optimizer().initialState(layout);
    this.parameters = layout.trainable();
  }

  /** How replicas take their steps. */
  public UpdateRule inner() {
    return inner;
  }

  /** The learning rates of the next {@code count} steps. */
  public double[] rates(int count, List<Double> losses) {
    double[] rates = new double[count];
    for (int i = 0; i < count; i++) {
      rates[i] = slowedRate(innerRate, steps + i, losses);
    }
    return rates;
  }

  /** The moments that replicas start a round with; none to start anew. Not copies. */
  public List<float[]> moments() {
    List<float[]> moments = new ArrayList<>();
    for (int j = 0; averagesMoments && j < inner.optimizer().moments(); j++) {
      moments.add(innerState.moment(j));
    }
    return moments;
  }

  /** How far the optimizers of the replicas are when a round starts. */
  public OptimizerState.Progress progress() {
    return averagesMoments ? innerState.progress() : OptimizerState.Progress.NONE;
  }

  /**
   * Ends a round, unless the replicas have not come to a finite mean.
   *
   * @param sum over the replicas; overwritten
   * @param rates of its steps
   * @param losses of the epochs that have ended
   * @return what is not finite, if anything
   */
  public Optional<NonFinite> step(ReplicaSum sum, double[] rates, List<Double> losses) {
    if (sum.nonFinite().isPresent()) {
      return sum.nonFinite();
    }
    sum.divide();
    float[] theta = theta();
    float[] distance = sum.distance();
    if (!FiniteCheck.areFinite(distance)) {
      return Optional.of(NonFinite.GRADIENT);
    }
    sawGradient(distance, Ranges.first(parameters));
    double outerRateNow = rate(outerRate, outerState.steps(), losses);
    changing();
    outerState.nextStep();
    outer.step(theta, distance, outerRateNow, outerState);
    for (int i = parameters; i < distance.length; i++) { // running statistics; what is frozen stays
      theta[i] -= distance[i];
    }
    if (!FiniteCheck.areFinite(theta)) {
      return Optional.of(NonFinite.PARAMETER);
    }
    if (averagesMoments) {
      innerState.restart(List.of(sum.moments()), sum.progress());
    }
    steps += rates.length;
    changed(rates[rates.length - 1]);
    return Optional.empty();
  }

  @Override
  void saveOptimizers(LearningState state) {
    state.put(STEPS, steps);
    outerState.save(outer, OUTER, state);
    if (averagesMoments) {
      innerState.save(inner.optimizer(), INNER, state);
    }
  }

  @Override
  void restoreOptimizers(LearningState state) {
    steps = state.has(STEPS) ? state.number(STEPS).longValue() : 0;
    outerState.restore(outer, OUTER, state);
    if (averagesMoments) {
      innerState.restore(inner.optimizer(), INNER, state);
    }
  }

  @Override
  public long steps() {
    return steps;
  }
}
