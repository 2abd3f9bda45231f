package io.kindling.kernels.layer;

import java.util.Arrays;

/** The kernel of {@link Slice}: x is (rows, inputs), y (rows, outputs). */
record SliceLayer(int inputs, int first, int outputs) implements Layer {
  @Override
  public long flops() {
    return 0;
  }

  @Override
  public int passed(int output) {
    return first + output;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] y = buffers.y();
    for (int row = 0; row < pass.rows(); row++) {
      System.arraycopy(x, row * inputs + first, y, row * outputs, outputs);
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] dy = buffers.dy();
    float[] dx = buffers.dx();
    if (dx == null) {
      return;
    }
    Arrays.fill(dx, 0, pass.rows() * inputs, 0f);
    for (int row = 0; row < pass.rows(); row++) {
      System.arraycopy(dy, row * outputs, dx, row * inputs + first, outputs);
    }
  }
}
