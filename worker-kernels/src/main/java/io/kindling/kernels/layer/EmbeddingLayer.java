package io.kindling.kernels.layer;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The kernel of {@link Embedding}: x is (rows, inputs), y (rows, inputs · dimensions), the weight
 * (categories, dimensions). Numbers of categories have no gradient: dx is 0.
 */
record EmbeddingLayer(int inputs, int categories, int dimensions, int weight) implements Layer {
  @Override
  public int outputs() {
    return inputs * dimensions;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public long flops() {
    return 0;
  }

  @Override
  public void forward(Pass pass, LayerBuffers buffers) {
    float[] parameters = pass.parameters();
    float[] x = buffers.x();
    float[] y = buffers.y();
    for (int i = 0; i < pass.rows() * inputs; i++) {
      System.arraycopy(parameters, vector(x[i]), y, i * dimensions, dimensions);
    }
  }

  private int vector(float category) {
    int number = (int) category;
    if (number != category || number < 0 || number >= categories) {
      throw new IllegalArgumentException(
          "An embedding of %s categories takes whole numbers from 0 to %s, got %s"
              .formatted(categories, categories - 1, category));
    }
    return weight + number * dimensions;
  }

  @Override
  public void backward(Pass pass, LayerBuffers buffers) {
    float[] x = buffers.x();
    float[] dy = buffers.dy();
    float[] dx = buffers.dx();
    float[] gradient = pass.gradient();
    BitSet touched = pass.touchedLines(weight);
    if (touched == null) {
      Arrays.fill(gradient, weight, weight + categories * dimensions, 0f);
    }
    for (int i = 0; i < pass.rows() * inputs; i++) {
      int vector = vector(x[i]);
      if (touched != null && !touched.get((int) x[i])) {
        touched.set((int) x[i]);
        Arrays.fill(gradient, vector, vector + dimensions, 0f);
      }
      for (int d = 0; d < dimensions; d++) {
        gradient[vector + d] += dy[i * dimensions + d];
      }
    }
    if (dx != null) {
      Arrays.fill(dx, 0, pass.rows() * inputs, 0f);
    }
  }
}
