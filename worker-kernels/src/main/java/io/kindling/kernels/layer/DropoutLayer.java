package io.kindling.kernels.layer;

import io.kindling.kernels.random.CounterRandom;

/**
 * The kernel of {@link Dropout}: y = x · m, dx = dy · m, all (rows, units). The mask m lies in
 * scratch; that of a value is a function of (pass, layer, position).
 */
record DropoutLayer(int index, int inputs, double rate) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public long scratch(int capacity, boolean training) {
    return training ? (long) capacity * inputs : 0;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] y = buffers.y();
    float[] scratch = buffers.scratch();
    int values = pass.rows() * inputs;
    if (!pass.training()) {
      System.arraycopy(x, 0, y, 0, values);
      return;
    }
    drawMask(CounterRandom.key(pass.randomKey(), index), values, scratch);
    multiply(x, scratch, values, y);
  }

  private void drawMask(long key, int values, float[] mask) {
    int high = (int) (key >>> 32);
    int low = (int) key;
    // A uniform int is below this with probability rate.
    int threshold = (int) (Integer.MIN_VALUE + (long) (rate * 0x1p32));
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < values; i++) {
      mask[i] = CounterRandom.bits32(high, low, i) < threshold ? 0f : kept;
    }
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] dx = buffers.dx();
    if (dx == null) {
      return;
    }
    int values = pass.rows() * inputs;
    if (pass.training()) {
      multiply(buffers.dy(), buffers.scratch(), values, dx);
    } else {
      System.arraycopy(buffers.dy(), 0, dx, 0, values);
    }
  }

  private static void multiply(float[] a, float[] b, int values, float[] product) {
    for (int i = 0; i < values; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
