package io.kindling.kernels.layer;

import io.kindling.kernels.math.LaneSums;
import java.util.Arrays;

/**
 * The kernel of {@link LayerNorm}. With x̂ = (x − mean) / deviation and g = dy · scale, all (rows,
 * units): dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation, where means are over the units of a
 * row. d scale = Σ_rows dy · x̂ and d shift = Σ_rows dy, both (units).
 *
 * <p>Scratch keeps three values of each row, (rows, 3): the mean, what of it float32 could not
 * hold, and the inverse deviation.
 */
record LayerNormLayer(int inputs, int scale, int shift, double epsilon) implements Layer {
  private static final int KEPT = 3;

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public long flops() {
    return 8L * inputs;
  }

  @Override
  public long scratch(int capacity, boolean training) {
    return (long) KEPT * capacity;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] y = buffers.y();
    float[] scratch = buffers.scratch();
    float[] parameters = pass.parameters();
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      int to = from + inputs;
      double mean = LaneSums.sum(x, from, to) / inputs;
      double variance = LaneSums.squaredDeviations(x, mean, from, to) / inputs;
      float mean32 = (float) mean;
      float rest = (float) (mean - mean32);
      float inverse = (float) (1 / Math.sqrt(variance + epsilon));
      scratch[KEPT * row] = mean32;
      scratch[KEPT * row + 1] = rest;
      scratch[KEPT * row + 2] = inverse;
      for (int i = 0; i < inputs; i++) {
        float normalized = (x[from + i] - mean32 - rest) * inverse;
        y[from + i] = parameters[scale + i] * normalized + parameters[shift + i];
      }
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] scratch = buffers.scratch();
    float[] dy = buffers.dy();
    float[] dx = buffers.dx();
    float[] gradient = pass.gradient();
    Arrays.fill(gradient, scale, scale + inputs, 0f);
    Arrays.fill(gradient, shift, shift + inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      float mean = scratch[KEPT * row];
      float rest = scratch[KEPT * row + 1];
      float inverse = scratch[KEPT * row + 2];
      for (int i = 0; i < inputs; i++) {
        gradient[scale + i] += dy[from + i] * ((x[from + i] - mean - rest) * inverse);
        gradient[shift + i] += dy[from + i];
      }
      if (dx != null) {
        backwardRow(pass, buffers, dx, row);
      }
    }
  }

  private void backwardRow(Pass pass, LayerBuffers buffers, float[] dx, int row) {
    float[] x = buffers.x();
    float[] dy = buffers.dy();
    float[] scratch = buffers.scratch();
    float[] parameters = pass.parameters();
    int from = row * inputs;
    int to = from + inputs;
    float mean = scratch[KEPT * row];
    float rest = scratch[KEPT * row + 1];
    float inverse = scratch[KEPT * row + 2];
    for (int i = 0; i < inputs; i++) {
      dx[from + i] = dy[from + i] * parameters[scale + i]; // g
    }
    double exactMean = (double) mean + rest;
    float meanG = (float) (LaneSums.sum(dx, from, to) / inputs);
    float meanProjection =
        (float) (inverse * LaneSums.productsWithDeviations(dx, x, exactMean, from, to) / inputs);
    for (int i = from; i < to; i++) {
      float normalized = (x[i] - mean - rest) * inverse;
      dx[i] = (dx[i] - meanG - normalized * meanProjection) * inverse;
    }
  }
}
