package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import java.util.Arrays;
import java.util.List;

/** The sum of values of one width. Its gradient goes to each of them as it is. */
record AddOperation(List<Source> sources, int width, int target) implements Operation {
  @Override
  public boolean takesInput() {
    return sources.stream().anyMatch(Source::isInput);
  }

  @Override
  public boolean takesInputSparse() {
    return !takesInput();
  }

  @Override
  public int[] passed(List<int[]> passed) {
    int[] computed = new int[width];
    Arrays.fill(computed, -1);
    return computed;
  }

  @Override
  public void forward(Pass pass, Workspace workspace) {
    float[] sum = workspace.value(target);
    int values = pass.rows() * width;
    System.arraycopy(workspace.value(sources.get(0).value()), 0, sum, 0, values);
    for (Source source : sources.subList(1, sources.size())) {
      add(workspace.value(source.value()), sum, values);
    }
  }

  @Override
  public void backward(Pass pass, Workspace workspace) {
    float[] dy = workspace.gradient(target);
    int values = pass.rows() * width;
    for (Source source : sources) {
      switch (source.gradient()) {
        case NONE -> {}
        case SET -> System.arraycopy(dy, 0, workspace.gradient(source.value()), 0, values);
        case ADD -> add(dy, workspace.gradient(source.value()), values);
      }
    }
  }

  private static void add(float[] part, float[] sum, int values) {
    for (int i = 0; i < values; i++) {
      sum[i] += part[i];
    }
  }
}
