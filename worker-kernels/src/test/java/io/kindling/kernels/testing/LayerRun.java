package io.kindling.kernels.testing;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;

/** A layer by itself, computed on some rows; what it ought to set starts as not a number. */
public final class LayerRun {
  private final Layer layer;
  private final Pass pass;
  private final ParameterLayout layout;
  private final LayerBuffers buffers;
  private final float[] dx;
  private final float[] theta;
  private final float[] gradient;

  private LayerRun(
      LayerSpec[] specs, int index, int rows, boolean training, long randomKey, float[] x) {
    int inputs = x.length / rows;
    ParameterLayout counted = compile(specs, index, inputs, new ParameterLayout(List.of())).layout;
    Compiled compiled = compile(specs, index, inputs, counted);
    this.layer = compiled.layer;
    this.layout = compiled.layout;
    this.dx = notNumbers(x.length);
    this.theta = layout.initialParameters(1);
    this.gradient = notNumbers(layout.size());
    this.pass =
        training
            ? Pass.training(rows, randomKey, theta, TouchedArray.whole(gradient))
            : Pass.evaluation(rows, theta);
    int outputs = rows * layer.outputs();
    this.buffers =
        new LayerBuffers(
            new VectorMath(),
            new LayerBuffers.Values(x, dx),
            new LayerBuffers.Values(notNumbers(outputs), new float[outputs]),
            notNumbers((int) layer.scratch(rows, training)));
  }

  private record Compiled(Layer layer, ParameterLayout layout) {}

  private static Compiled compile(
      LayerSpec[] specs, int index, int inputs, ParameterLayout counted) {
    ParameterLayout.Builder builder = new ParameterLayout.Builder(counted);
    builder.startLayer("0");
    Layer layer = specs[0].compile(index, Shape.vector(inputs), builder).orElseThrow();
    for (LayerSpec following : Arrays.asList(specs).subList(1, specs.length)) {
      layer = layer.fusedWith(following).orElseThrow();
    }
    return new Compiled(layer, builder.build());
  }

  private static float[] notNumbers(int length) {
    float[] values = new float[length];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  /** A layer, with what is fused with it, in the first position of a network in training. */
  public static LayerRun training(int rows, float[] x, LayerSpec... specs) {
    return new LayerRun(specs, 0, rows, true, 0, x);
  }

  /** A layer at a position of a network in training, whose random numbers are drawn from a key. */
  public static LayerRun training(int rows, float[] x, LayerSpec spec, int index, long randomKey) {
    return new LayerRun(new LayerSpec[] {spec}, index, rows, true, randomKey, x);
  }

  /** A layer in evaluation. */
  public static LayerRun evaluation(int rows, float[] x, LayerSpec spec) {
    return new LayerRun(new LayerSpec[] {spec}, 0, rows, false, 0, x);
  }

  /** Where its parameters lie. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Its parameters, as they are at the start of training; to be changed. */
  public float[] theta() {
    return theta;
  }

  /** Computes the outputs: (rows, outputs). */
  public float[] forward() {
    layer.forward(pass, buffers);
    return buffers.y();
  }

  /** Computes the gradient by the inputs (rows, inputs) for that by the outputs. */
  public float[] backward(float... dy) {
    System.arraycopy(dy, 0, buffers.dy(), 0, dy.length);
    layer.backward(pass, buffers);
    return dx;
  }

  /** The gradient by the parameters. */
  public float[] gradient() {
    return gradient;
  }
}
