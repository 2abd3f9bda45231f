package io.kindling.kernels.layer;

/**
 * An activation that follows no dense layer, as the first layer of a network may: y = f(x) and dx =
 * dy · f′(x), all (rows, units).
 */
record ActivationLayer(int inputs, ElementwiseActivation activation) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public long scratch(int capacity, boolean training) {
    return activation.keeps() ? (long) capacity * inputs : 0;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    int values = pass.rows() * inputs;
    float[] y = buffers.y();
    System.arraycopy(buffers.x(), 0, y, 0, values);
    activation.forward(buffers.math(), y, buffers.scratch(), 0, values);
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] dx = buffers.dx();
    if (dx != null) {
      int values = pass.rows() * inputs;
      System.arraycopy(buffers.dy(), 0, dx, 0, values);
      activation.backward(buffers.y(), buffers.scratch(), dx, 0, values);
    }
  }
}
