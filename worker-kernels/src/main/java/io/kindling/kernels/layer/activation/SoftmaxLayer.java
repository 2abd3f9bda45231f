package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.math.LaneSums;

/** The kernel of {@link Softmax}: dx_i = y_i (dy_i − Σ_j y_j dy_j); all are (rows, units). */
record SoftmaxLayer(int inputs) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] y = buffers.y();
    int values = pass.rows() * inputs;
    for (int from = 0; from < values; from += inputs) {
      lessLargest(x, y, from, from + inputs);
    }
    buffers.math().exp(y, 0, values);
    for (int from = 0; from < values; from += inputs) {
      normalize(y, from, from + inputs);
    }
  }

  private static void lessLargest(float[] x, float[] y, int from, int to) {
    float largest = LaneSums.largest(x, from, to);
    for (int i = from; i < to; i++) {
      y[i] = x[i] - largest;
    }
  }

  private static void normalize(float[] y, int from, int to) {
    float factor = (float) (1 / LaneSums.sum(y, from, to));
    for (int i = from; i < to; i++) {
      y[i] *= factor;
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] y = buffers.y();
    float[] dy = buffers.dy();
    float[] dx = buffers.dx();
    if (dx == null) {
      return;
    }
    for (int row = 0; row < pass.rows(); row++) {
      backwardRow(y, dy, dx, row * inputs, (row + 1) * inputs);
    }
  }

  private static void backwardRow(float[] y, float[] dy, float[] dx, int from, int to) {
    float mean = (float) LaneSums.products(y, dy, from, to);
    for (int i = from; i < to; i++) {
      dx[i] = y[i] * (dy[i] - mean);
    }
  }
}
