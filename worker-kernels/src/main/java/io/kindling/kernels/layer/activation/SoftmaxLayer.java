package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.math.VectorMath;
import org.jspecify.annotations.Nullable;

/** The kernel of {@link Softmax}: dx_i = y_i (dy_i − Σ_j y_j dy_j). */
record SoftmaxLayer(int inputs) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    int values = pass.rows() * inputs;
    for (int from = 0; from < values; from += inputs) {
      lessLargest(x, y, from, from + inputs);
    }
    VectorMath.exp(y, 0, values);
    for (int from = 0; from < values; from += inputs) {
      normalize(y, from, from + inputs);
    }
  }

  private static void lessLargest(float[] x, float[] y, int from, int to) {
    float largest = x[from];
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, x[i]);
    }
    for (int i = from; i < to; i++) {
      y[i] = x[i] - largest;
    }
  }

  private static void normalize(float[] y, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += y[i];
    }
    float factor = (float) (1 / sum);
    for (int i = from; i < to; i++) {
      y[i] *= factor;
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
    if (dx == null) {
      return;
    }
    for (int row = 0; row < pass.rows(); row++) {
      backwardRow(y, dy, dx, row * inputs, (row + 1) * inputs);
    }
  }

  private static void backwardRow(float[] y, float[] dy, float[] dx, int from, int to) {
    double dot = 0;
    for (int i = from; i < to; i++) {
      dot += y[i] * dy[i];
    }
    float mean = (float) dot;
    for (int i = from; i < to; i++) {
      dx[i] = y[i] * (dy[i] - mean);
    }
  }
}
