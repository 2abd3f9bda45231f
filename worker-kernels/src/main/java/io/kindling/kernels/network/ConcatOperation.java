package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import java.util.Arrays;
import java.util.List;

/** Values one behind the other in each row. */
record ConcatOperation(List<Source> sources, List<Integer> widths, int width, int target)
    implements Operation {
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
    return sources.stream()
        .flatMapToInt(source -> Arrays.stream(passed.get(source.value())))
        .toArray();
  }

  @Override
  public void forward(Pass pass, Workspace workspace) {
    float[] joined = workspace.value(target);
    int column = 0;
    for (int i = 0; i < sources.size(); i++) {
      float[] part = workspace.value(sources.get(i).value());
      int partWidth = widths.get(i);
      for (int row = 0; row < pass.rows(); row++) {
        System.arraycopy(part, row * partWidth, joined, row * width + column, partWidth);
      }
      column += partWidth;
    }
  }

  @Override
  public void backward(Pass pass, Workspace workspace) {
    float[] dy = workspace.gradient(target);
    int column = 0;
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      int partWidth = widths.get(i);
      if (source.gradient() != Source.GradientUse.NONE) {
        float[] dx = workspace.gradient(source.value());
        boolean add = source.gradient() == Source.GradientUse.ADD;
        for (int row = 0; row < pass.rows(); row++) {
          takePart(dy, row * width + column, dx, row * partWidth, partWidth, add);
        }
      }
      column += partWidth;
    }
  }

  private static void takePart(float[] dy, int from, float[] dx, int to, int values, boolean add) {
    if (!add) {
      System.arraycopy(dy, from, dx, to, values);
      return;
    }
    for (int i = 0; i < values; i++) {
      dx[to + i] += dy[from + i];
    }
  }
}
