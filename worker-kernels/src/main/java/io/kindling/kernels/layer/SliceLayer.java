package io.kindling.kernels.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The kernel of {@link Slice}. */
record SliceLayer(int inputs, int first, int outputs) implements Layer {
  @Override
  public long flops() {
    return 0;
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    for (int row = 0; row < pass.rows(); row++) {
      System.arraycopy(x, row * inputs + first, y, row * outputs, outputs);
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
    Arrays.fill(dx, 0, pass.rows() * inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      System.arraycopy(dy, row * outputs, dx, row * inputs + first, outputs);
    }
  }
}
