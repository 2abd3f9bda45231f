package io.kindling.kernels.layer;

import java.util.Arrays;

/**
 * The product of one row with a weight matrix, in a given order of sums. Weights are kept
 * transposed, in an array for each input: so the loop over the outputs becomes vector code, as
 * loops over arrays at one index do, and each output is still added up by ascending input.
 */
final class OrderedProduct implements RowProduct {
  private static final int AT_ONCE = 4; // inputs, so that sums are loaded and stored less often

  private final WeightMatrix matrix;
  private final SumOrder order;
  private final float[][] transposed; // (inputs, outputs)
  private final float[] sums;

  OrderedProduct(WeightMatrix matrix, SumOrder order, float[] parameters) {
    this(matrix, order, new float[matrix.inputs()][matrix.outputs()]);
    for (int output = 0; output < matrix.outputs(); output++) {
      for (int input = 0; input < matrix.inputs(); input++) {
        transposed[input][output] = parameters[matrix.offset() + output * matrix.inputs() + input];
      }
    }
  }

  private OrderedProduct(WeightMatrix matrix, SumOrder order, float[][] transposed) {
    this.matrix = matrix;
    this.order = order;
    this.transposed = transposed;
    this.sums = new float[matrix.outputs()];
  }

  @Override
  public RowProduct another() {
    return new OrderedProduct(matrix, order, transposed);
  }

  @Override
  public WeightMatrix matrix() {
    return matrix;
  }

  @Override
  public void multiply(float[] x, float[] parameters, float[] y) {
    int outputs = matrix.outputs();
    Arrays.fill(y, 0, outputs, 0f);
    int from = 0;
    while (from < matrix.inputs()) {
      int end = from + order.next(matrix.inputs() - from);
      Arrays.fill(sums, 0f);
      addChunk(x, from, end);
      for (int i = 0; i < outputs; i++) {
        y[i] += sums[i];
      }
      from = end;
    }
  }

  private void addChunk(float[] x, int from, int end) {
    float[][] w = transposed;
    int i = from;
    for (; i + AT_ONCE <= end; i += AT_ONCE) {
      if (order.fused()) {
        addFused(x[i], x[i + 1], x[i + 2], x[i + 3], w[i], w[i + 1], w[i + 2], w[i + 3], sums);
      } else {
        add(x[i], x[i + 1], x[i + 2], x[i + 3], w[i], w[i + 1], w[i + 2], w[i + 3], sums);
      }
    }
    for (; i < end; i++) {
      addOne(x[i], w[i], sums);
    }
  }

  private static void addFused(
      float a,
      float b,
      float c,
      float d,
      float[] w,
      float[] v,
      float[] u,
      float[] t,
      float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.fma(d, t[i], Math.fma(c, u[i], Math.fma(b, v[i], Math.fma(a, w[i], sums[i]))));
    }
  }

  private static void add(
      float a,
      float b,
      float c,
      float d,
      float[] w,
      float[] v,
      float[] u,
      float[] t,
      float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] + a * w[i] + b * v[i] + c * u[i] + d * t[i];
    }
  }

  private void addOne(float x, float[] w, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = order.fused() ? Math.fma(x, w[i], sums[i]) : sums[i] + x * w[i];
    }
  }
}
