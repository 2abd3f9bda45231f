package io.kindling.kernels.layer.activation;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.Pass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The kernel of {@link Prelu}; the slopes lie at {@code slope}. */
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
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        float value = x[from + i];
        y[from + i] = value > 0f ? value : parameters[slope + i] * value;
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
    Arrays.fill(gradient, slope, slope + inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * inputs;
      for (int i = 0; i < inputs; i++) {
        gradient[slope + i] += x[from + i] > 0f ? 0f : dy[from + i] * x[from + i];
      }
      if (dx != null) {
        for (int i = 0; i < inputs; i++) {
          dx[from + i] = x[from + i] > 0f ? dy[from + i] : parameters[slope + i] * dy[from + i];
        }
      }
    }
  }
}
