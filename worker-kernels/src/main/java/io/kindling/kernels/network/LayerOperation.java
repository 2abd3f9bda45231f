package io.kindling.kernels.network;

import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.Pass;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer: takes one value.
 *
 * @param frozen whether its parameters stay as they are
 */
record LayerOperation(Layer layer, Source source, int target, boolean frozen) implements Operation {
  @Override
  public boolean takesInput() {
    return source.isInput();
  }

  @Override
  public boolean takesInputSparse() {
    return !takesInput() || layer.takesSparse();
  }

  @Override
  public int[] passed(List<int[]> passed) {
    int[] taken = passed.get(source.value());
    return IntStream.range(0, layer.outputs())
        .map(layer::passed)
        .map(input -> input < 0 ? input : taken[input])
        .toArray();
  }

  @Override
  public void forward(Pass pass, Workspace workspace) {
    layer.forward(of(pass, workspace), workspace.layer(target));
  }

  @Override
  public void backward(Pass pass, Workspace workspace) {
    layer.backward(of(pass, workspace), workspace.layer(target));
    if (source.gradient() == Source.GradientUse.ADD) {
      int values = pass.rows() * layer.inputs();
      add(workspace.spare(), workspace.gradient(source.value()), values);
    }
  }

  private Pass of(Pass pass, Workspace workspace) {
    return frozen ? pass.frozen(workspace.discards()) : pass;
  }

  private static void add(float[] part, float[] sum, int values) {
    for (int i = 0; i < values; i++) {
      sum[i] += part[i];
    }
  }
}
