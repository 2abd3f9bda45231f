package io.kindling.kernels.network;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.Pass;

/** A layer: takes one value. */
record LayerOperation(Layer layer, Source source, int target) implements Operation {
  @Override
  public boolean takesInputSparse() {
    return !source.isInput() || layer.takesSparse();
  }

  @Override
  public void forward(Pass pass, Workspace workspace) {
    layer.forward(pass, workspace.layer(target));
  }

  @Override
  public void backward(Pass pass, Workspace workspace) {
    layer.backward(pass, workspace.layer(target));
    if (source.gradient() == Source.GradientUse.ADD) {
      int values = pass.rows() * layer.inputs();
      add(workspace.spare(), workspace.gradient(source.value()), values);
    }
  }

  private static void add(float[] part, float[] sum, int values) {
    for (int i = 0; i < values; i++) {
      sum[i] += part[i];
    }
  }
}
