package io.kindling.kernels.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of {@link LayerNorm}. Scratch keeps the mean and the inverse deviation of each row.
 * With x̂ the normalised row and g = dy · scale: dx = (g − mean(g) − x̂ · mean(g · x̂)) /
 * deviation.
 */
record LayerNormLayer(int inputs, int scale, int shift, double epsilon) implements Layer {
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
    return 2L * capacity;
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      double sum = 0;
      for (int i = from; i < from + inputs; i++) {
        sum += x[i];
      }
      double mean = sum / inputs;
      double squares = 0;
      for (int i = from; i < from + inputs; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      scratch[2 * row] = (float) mean;
      scratch[2 * row + 1] = (float) (1 / Math.sqrt(squares / inputs + epsilon));
      for (int i = 0; i < inputs; i++) {
        float normalized = (x[from + i] - scratch[2 * row]) * scratch[2 * row + 1];
        y[from + i] = parameters[scale + i] * normalized + parameters[shift + i];
      }
    }
  }

  @Override
  public void backward(
      Pass pass,
      float[] parameters,
      float[] x,
      float[] y,
      float[] scratch,
      float[] dy,
      float @Nullable [] dx,
      float[] gradient) {
    Arrays.fill(gradient, scale, scale + inputs, 0f);
    Arrays.fill(gradient, shift, shift + inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      float mean = scratch[2 * row];
      float inverse = scratch[2 * row + 1];
      for (int i = 0; i < inputs; i++) {
        gradient[scale + i] += dy[from + i] * (x[from + i] - mean) * inverse;
        gradient[shift + i] += dy[from + i];
      }
      if (dx != null) {
        backwardRow(parameters, x, dy, dx, from, mean, inverse);
      }
    }
  }

  private void backwardRow(
      float[] parameters, float[] x, float[] dy, float[] dx, int from, float mean, float inverse) {
    double sum = 0;
    double projection = 0;
    for (int i = 0; i < inputs; i++) {
      float g = dy[from + i] * parameters[scale + i];
      sum += g;
      projection += g * ((x[from + i] - mean) * inverse);
    }
    float meanG = (float) (sum / inputs);
    float meanProjection = (float) (projection / inputs);
    for (int i = 0; i < inputs; i++) {
      float normalized = (x[from + i] - mean) * inverse;
      float g = dy[from + i] * parameters[scale + i];
      dx[from + i] = (g - meanG - normalized * meanProjection) * inverse;
    }
  }
}
