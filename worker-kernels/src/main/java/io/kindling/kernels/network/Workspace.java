package io.kindling.kernels.network;

import io.kindling.kernels.layer.Layer;
import java.util.List;

/**
 * All buffers of one thread for batches of up to {@link #capacity()} rows. Made once, used for
 * every step; what a buffer holds beyond the rows of the pass at hand is left over from an earlier
 * one and means nothing.
 */
public final class Workspace {
  private final int capacity;
  private final float[] input;
  private final float[] targets;
  private final float[] weights;
  private final float[][] outputs;
  private final float[][] scratch;
  private final float[][] gradients;

  private Workspace(Network network, int capacity, boolean training) {
    List<Layer> layers = network.layers();
    this.capacity = capacity;
    this.input = allocate(network.input().size());
    this.targets = new float[capacity];
    this.weights = new float[capacity];
    this.outputs = new float[layers.size()][];
    this.scratch = new float[layers.size()][];
    this.gradients = new float[training ? layers.size() : 0][];
    for (int i = 0; i < layers.size(); i++) {
      outputs[i] = allocate(layers.get(i).outputs());
      scratch[i] = allocate(training ? layers.get(i).scratchPerRow() : 0);
      if (training) {
        gradients[i] = allocate(layers.get(i).outputs());
      }
    }
  }

  /** Buffers for training: forward and backward. */
  public static Workspace forTraining(Network network, int capacity) {
    return new Workspace(network, capacity, true);
  }

  /** Buffers for evaluation: forward only. */
  public static Workspace forEvaluation(Network network, int capacity) {
    return new Workspace(network, capacity, false);
  }

  private float[] allocate(int perRow) {
    long length = (long) capacity * perRow;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d rows of %d values do not fit into one array; take more shards or a smaller batch"
              .formatted(capacity, perRow));
    }
    return new float[(int) length];
  }

  /** The largest number of rows. */
  public int capacity() {
    return capacity;
  }

  /** The rows: (capacity, inputs). */
  public float[] input() {
    return input;
  }

  /** The rows' targets: (capacity). */
  public float[] targets() {
    return targets;
  }

  /** The rows' weights: (capacity). */
  public float[] weights() {
    return weights;
  }

  /** The network's outputs: (capacity, outputs). */
  public float[] logits() {
    return outputs[outputs.length - 1];
  }

  /** The gradient of the loss by the outputs: (capacity, outputs). For training only. */
  public float[] logitsGradient() {
    return gradients[gradients.length - 1];
  }

  float[] inputOf(int layer) {
    return layer == 0 ? input : outputs[layer - 1];
  }

  float[] outputOf(int layer) {
    return outputs[layer];
  }

  float[] scratchOf(int layer) {
    return scratch[layer];
  }

  float[] gradientOf(int layer) {
    return gradients[layer];
  }
}
