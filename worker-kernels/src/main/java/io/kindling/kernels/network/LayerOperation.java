package io.kindling.kernels.network;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.Pass;

/** A layer: takes one value. */
record LayerOperation(Layer layer, Source source, int target) implements Operation {
  @Override
  public void forward(Pass pass, float[] theta, Workspace workspace) {
    layer.forward(
        pass,
        theta,
        workspace.value(source.value()),
        workspace.value(target),
        workspace.scratch(target));
  }

  @Override
  public void backward(Pass pass, float[] theta, Workspace workspace, float[] gradient) {
    float[] x = workspace.value(source.value());
    float[] y = workspace.value(target);
    float[] scratch = workspace.scratch(target);
    float[] dy = workspace.gradient(target);
    switch (source.gradient()) {
      case NONE -> layer.backward(pass, theta, x, y, scratch, dy, null, gradient);
      case SET -> {
        float[] dx = workspace.gradient(source.value());
        layer.backward(pass, theta, x, y, scratch, dy, dx, gradient);
      }
      case ADD -> {
        float[] part = workspace.spare();
        layer.backward(pass, theta, x, y, scratch, dy, part, gradient);
        add(part, workspace.gradient(source.value()), pass.rows() * layer.inputs());
      }
    }
  }

  private static void add(float[] part, float[] sum, int values) {
    for (int i = 0; i < values; i++) {
      sum[i] += part[i];
    }
  }
}
