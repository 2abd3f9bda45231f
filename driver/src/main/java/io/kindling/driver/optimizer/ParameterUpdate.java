package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.math.FiniteCheck;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkCheck;
import io.kindling.kernels.parameter.ParameterLayout;
import java.util.List;
import java.util.Optional;

/**
 * Parameters and the state of the optimizer that changes them, step after step: on the driver those
 * of the model, on an executor those of a replica.
 *
 * <p>Where the gradient comes as touched rows, and the optimizer leaves parameters without a
 * gradient as they are, only the touched rows take part in the step; to the bit as if all did. A
 * penalty, weight decay and moments that decay need all.
 */
public final class ParameterUpdate {
  private final Network network;
  private final ParameterLayout layout;
  private final UpdateRule rule;
  private final float[] theta;
  private final OptimizerState state;
  private final ParameterBlocks blocks;
  private final boolean byRows;
  private final Ranges stepped = new Ranges();
  private float[] flat = {}; // for gradients that come as touched rows

  /**
   * Before its first step, of one thread.
   *
   * @param theta the parameters, from now on owned by this
   */
  public ParameterUpdate(Network network, UpdateRule rule, float[] theta) {
    this(network, rule, theta, ParameterBlocks.IN_TURN);
  }

  ParameterUpdate(Network network, UpdateRule rule, float[] theta, ParameterBlocks blocks) {
    this.blocks = blocks;
    this.network = network;
    this.layout = network.parameters();
    this.rule = rule;
    this.theta = theta;
    this.state = rule.optimizer().initialState(layout);
    this.byRows =
        rule.penalty().equals(Penalty.NONE)
            && rule.optimizer() instanceof ElementwiseOptimizer optimizer
            && optimizer.keepsWithoutGradient();
  }

  /**
   * Takes a step, unless the gradient is not finite: then nothing changes.
   *
   * @param sum the gradient's sum over the batch; overwritten
   * @param rate the learning rate
   * @return what is not finite, if anything
   */
  public Optional<NonFinite> step(GradientSum sum, double rate) {
    return step(sum, rate, (gradient, changed) -> {});
  }

  /** Looks at a gradient: the mean over the batch, in some ranges; 0 in the others. */
  @FunctionalInterface
  interface GradientObserver {
    void saw(float[] gradient, Ranges changed);
  }

  /** The same, and shows the gradient before penalty and clipping where it is finite. */
  Optional<NonFinite> step(GradientSum sum, double rate, GradientObserver observer) {
    float[] gradient = place(sum);
    if (!scale(sum, gradient, factor(sum.weight()))) {
      return Optional.of(NonFinite.GRADIENT);
    }
    observer.saw(gradient, stepped);
    rule.penalty().addGradient(theta, gradient, layout);
    rule.clipping().ifPresent(clipping -> clipping.clip(gradient, stepped));
    state.nextStep();
    boolean finite = step(gradient, rate);
    network.updateStatistics(theta, gradient, (double) sum.rows());
    return finite && FiniteCheck.areFinite(theta, state.parameters(), theta.length)
        ? Optional.empty()
        : Optional.of(NonFinite.PARAMETER);
  }

  /** Makes the mean of the sum where the step is; false if some of it is not finite. */
  private boolean scale(GradientSum sum, float[] gradient, float factor) {
    boolean isThere = sum.isWhole() || byRows;
    return inBlocks(
        (from, to) -> {
          if (!isThere) {
            sum.spread(gradient, from, to);
          }
          scale(gradient, from, to, factor);
          return FiniteCheck.areFinite(gradient, from, to);
        });
  }

  /** The optimizer's step; false if a parameter has become infinite or NaN. */
  private boolean step(float[] gradient, double rate) {
    if (rule.optimizer() instanceof ElementwiseOptimizer optimizer) {
      return inBlocks(
          (from, to) -> {
            optimizer.step(theta, gradient, from, to, rate, state);
            return FiniteCheck.areFinite(theta, from, to);
          });
    }
    rule.optimizer().step(theta, gradient, rate, state);
    return inBlocks((from, to) -> FiniteCheck.areFinite(theta, from, to));
  }

  /** Works on all that the step is about; false if it comes to something that is not finite. */
  private boolean inBlocks(ParameterBlocks.Work work) {
    return blocks.run(stepped, work);
  }

  /** Whether steps change touched rows only, where the gradient tells which they are. */
  boolean stepsByRows() {
    return byRows;
  }

  /**
   * Where the sum is, or will be, in the parameters' layout; sets {@link #stepped} to the
   * parameters that it changes.
   */
  private float[] place(GradientSum sum) {
    if (!sum.isWhole() && flat.length == 0) {
      flat = new float[layout.changing()];
    }
    if (!sum.isWhole() && byRows) {
      sum.scatter(flat, stepped);
      return flat;
    }
    stepped.clear();
    stepped.add(0, layout.trainable());
    if (sum.isWhole()) {
      return sum.gradient();
    }
    sum.spread(flat, layout.trainable(), layout.changing()); // the statistics
    return flat;
  }

  /** Turns the first {@code count} weighted sums into means; into 0 where no row counts. */
  static void divide(float[] sums, int count, double weight) {
    scale(sums, Ranges.first(count), factor(weight));
  }

  private static float factor(double weight) {
    return weight == 0 ? 0 : (float) (1 / weight);
  }

  /** Multiplies some of the values. */
  static void scale(float[] values, Ranges ranges, float factor) {
    for (int range = 0; range < ranges.count(); range++) {
      scale(values, ranges.from(range), ranges.to(range), factor);
    }
  }

  private static void scale(float[] values, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }

  /**
   * Starts again elsewhere.
   *
   * @param from the parameters; copied
   * @param moments those of the optimizer; copied. None for those before the first step
   * @param progress how far the optimizer is
   */
  public void restart(float[] from, List<float[]> moments, OptimizerState.Progress progress) {
    System.arraycopy(from, 0, theta, 0, theta.length);
    state.restart(moments, progress);
  }

  /** What is not finite after a step: a parameter by its name, or else the gradient. */
  public String firstNonFinite() {
    return NetworkCheck.parameter(layout, theta)
        .orElse("the gradient divided by the weights of its rows is not finite");
  }

  /** The parameters; not a copy: they change with the next step. */
  public float[] theta() {
    return theta;
  }

  /** The optimizer's state; not a copy. */
  public OptimizerState state() {
    return state;
  }
}
