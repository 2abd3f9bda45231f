package io.kindling.kernels.layer;

import org.jspecify.annotations.Nullable;

/** The kernel of an {@link InputActivation}. */
record InputActivationLayer(int inputs, InputActivation activation) implements Layer {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public void forward(Pass pass, float[] parameters, float[] x, float[] y, float[] scratch) {
    activation.apply(x, y, pass.rows() * inputs);
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
      activation.backpropagate(x, dy, dx, pass.rows() * inputs);
    }
  }
}
