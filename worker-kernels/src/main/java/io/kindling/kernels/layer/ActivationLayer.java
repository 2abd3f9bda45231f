package io.kindling.kernels.layer;

import org.jspecify.annotations.Nullable;

/** An activation that follows no dense layer, as the first layer of a network may. */
record ActivationLayer(int inputs, Activation activation) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    int values = pass.rows() * inputs;
    System.arraycopy(x, 0, y, 0, values);
    activation.apply(y, 0, values);
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
    if (dx != null) {
      int values = pass.rows() * inputs;
      System.arraycopy(dy, 0, dx, 0, values);
      activation.backpropagate(y, dx, 0, values);
    }
  }
}
