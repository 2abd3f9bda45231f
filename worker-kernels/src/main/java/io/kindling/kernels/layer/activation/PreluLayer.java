package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerBuffers;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.math.VectorMath;
import java.util.Arrays;

/**
 * The kernel of {@link Prelu}, x and y (rows, units); the slopes a (units) lie at {@code slope}. da
 * = Σ_rows dy · min(x, 0).
 */
record PreluLayer(int inputs, int slope) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] parameters = pass.parameters();
    float[] x = buffers.x();
    float[] y = buffers.y();
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        float value = x[from + i];
        y[from + i] = Math.max(value, 0) + parameters[slope + i] * Math.min(value, 0);
      }
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] parameters = pass.parameters();
    float[] x = buffers.x();
    float[] dy = buffers.dy();
    float[] dx = buffers.dx();
    float[] gradient = pass.gradient();
    Arrays.fill(gradient, slope, slope + inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        gradient[slope + i] += dy[from + i] * Math.min(x[from + i], 0);
      }
      if (dx != null) {
        for (int i = 0; i < inputs; i++) {
          float above = VectorMath.positive(x[from + i]);
          dx[from + i] = dy[from + i] * (above + (1 - above) * parameters[slope + i]);
        }
      }
    }
  }
}
