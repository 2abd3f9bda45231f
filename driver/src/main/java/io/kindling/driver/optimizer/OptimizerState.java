package io.kindling.driver.optimizer;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What an optimizer remembers from step to step: moments in the parameters' layout, and the number
 * of the step. Whoever drives the optimizer counts the steps; the optimizer only reads the count.
 */
public final class OptimizerState {
  private static final String MOMENT = ".moment.";
  private static final String STEPS = ".steps";
  private static final String PRODUCT = ".product";

  private final float[][] moments;
  private final List<ParameterSlice> slices;
  private final int parameters;
  private long steps;
  private double product = 1;

  OptimizerState(int moments, ParameterLayout layout) {
    this.parameters = layout.trainable();
    this.moments = new float[moments][parameters];
    this.slices = layout.slices().stream().filter(slice -> slice.kind().isLearnt()).toList();
  }

  /** A moment, such as Adam's mean of gradients; not a copy. */
  public float[] moment(int index) {
    return moments[index];
  }

  /** The number of steps taken; during a step, the number of that step, from 1. */
  public long steps() {
    return steps;
  }

  /** The number of parameters that are learnt; they come first. */
  public int parameters() {
    return parameters;
  }

  /** The slices that are learnt, such as the weights of one layer. */
  public List<ParameterSlice> slices() {
    return slices;
  }

  /**
   * Counts a step. For whoever drives an optimizer, just before each {@link Optimizer#step}; not
   * for the optimizer itself.
   */
  public void nextStep() {
    steps++;
  }

  /**
   * For an optimizer such as Nadam that needs the product of a factor of each step.
   *
   * @param factor that of this step
   * @return the product of those of all steps, this one included
   */
  public double multiply(double factor) {
    product *= factor;
    return product;
  }

  /** How far it is, but for the moments. */
  public Progress progress() {
    return new Progress(steps, product);
  }

  /**
   * Starts again elsewhere.
   *
   * @param from the moments; copied. None for those before the first step
   */
  void restart(List<float[]> from, Progress progress) {
    for (int i = 0; i < moments.length; i++) {
      if (from.isEmpty()) {
        Arrays.fill(moments[i], 0f);
      } else {
        System.arraycopy(from.get(i), 0, moments[i], 0, parameters);
      }
    }
    steps = progress.steps();
    product = progress.product();
  }

  /**
   * Adds what an optimizer remembers to the state of a learner.
   *
   * @param role of the optimizer there
   */
  void save(Optimizer optimizer, String role, LearningState state) {
    String name = name(optimizer, role);
    for (int i = 0; i < moments.length; i++) {
      state.put(name + MOMENT + i, moments[i]);
    }
    state.put(name + STEPS, steps);
    state.put(name + PRODUCT, product);
  }

  /** Takes it from there; what another kind of optimizer remembers is of no use. */
  void restore(Optimizer optimizer, String role, LearningState state) {
    String name = name(optimizer, role);
    if (!state.has(name + STEPS)) {
      return;
    }
    for (int i = 0; i < moments.length; i++) {
      state.read(name + MOMENT + i, moments[i]);
    }
    steps = state.number(name + STEPS).longValue();
    product = state.number(name + PRODUCT).doubleValue();
  }

  private static String name(Optimizer optimizer, String role) {
    return role + "." + Optimizer.CATALOGUE.nameOf(optimizer);
  }

  /**
   * How far an optimizer is.
   *
   * @param steps that it has taken
   * @param product of a factor of each of them
   */
  public record Progress(long steps, double product) implements Serializable {
    /** Before the first step. */
    public static final Progress NONE = new Progress(0, 1);
  }
}
