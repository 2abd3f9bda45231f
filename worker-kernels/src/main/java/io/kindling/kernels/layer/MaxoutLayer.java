package io.kindling.kernels.layer;

import java.util.Optional;

/**
 * The kernel of {@link Maxout}: a dense layer into scratch, (rows, pieces · units), then the
 * maximum, (rows, units). On the way back scratch becomes the gradient by the pieces, which is 0
 * but for the largest.
 */
record MaxoutLayer(DenseLayer affine, int outputs, int pieces) implements Layer {
  @Override
  public int inputs() {
    return affine.inputs();
  }

  @Override
  public Optional<WeightMatrix> matrix() {
    return affine.matrix();
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public long flops() {
    return affine.flops() + (long) pieces * outputs;
  }

  @Override
  public long scratch(int capacity, boolean training) {
    return (long) capacity * affine.outputs();
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] y = buffers.y();
    float[] scratch = buffers.scratch();
    affine.forward(pass, buffers.ontoScratch());
    for (int row = 0; row < pass.rows(); row++) {
      int from = row * outputs;
      int first = row * affine.outputs();
      System.arraycopy(scratch, first, y, from, outputs);
      for (int piece = 1; piece < pieces; piece++) {
        int other = first + piece * outputs;
        for (int unit = 0; unit < outputs; unit++) {
          y[from + unit] = Math.max(y[from + unit], scratch[other + unit]);
        }
      }
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] y = buffers.y();
    float[] scratch = buffers.scratch();
    float[] dy = buffers.dy();
    for (int row = 0; row < pass.rows(); row++) {
      int first = row * affine.outputs();
      for (int unit = 0; unit < outputs; unit++) {
        route(y[row * outputs + unit], dy[row * outputs + unit], scratch, first + unit);
      }
    }
    affine.backward(pass, buffers.ontoScratch());
  }

  /** Leaves {@code dy} in the first piece that equals {@code largest}, and 0 in the others. */
  private void route(float largest, float dy, float[] scratch, int first) {
    float left = dy;
    for (int piece = 0; piece < pieces; piece++) {
      int place = first + piece * outputs;
      boolean winner = scratch[place] == largest;
      scratch[place] = winner ? left : 0f;
      left = winner ? 0f : left;
    }
  }
}
