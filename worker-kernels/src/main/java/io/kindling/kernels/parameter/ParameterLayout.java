package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter lies in the one flat array that parameters, gradients, optimizer moments and
 * saved weights share.
 *
 * @param slices in order, without gaps
 */
public record ParameterLayout(List<ParameterSlice> slices) {
  /**
   * The largest number of parameters: 2²⁹ floats are 2 GiB, the most a Java array can hold as
   * bytes.
   */
  public static final int MAXIMUM = (1 << 29) - 1;

  /** Copies. */
  public ParameterLayout {
    slices = List.copyOf(slices);
  }

  /** The number of parameters. */
  public int size() {
    return slices.isEmpty() ? 0 : slices.get(slices.size() - 1).end();
  }

  /** The parameters at the start of training, as {@code seed} draws them. */
  public float[] initialParameters(long seed) {
    float[] parameters = new float[size()];
    for (int i = 0; i < slices.size(); i++) {
      ParameterSlice slice = slices.get(i);
      slice.initializer().fill(parameters, slice, CounterRandom.key(seed, i));
    }
    return parameters;
  }

  /** Collects the parameters while a network is compiled. */
  public static final class Builder {
    private final List<ParameterSlice> slices = new ArrayList<>();
    private String layer = "";
    private long size;

    /** The parameters that follow belong to {@code layer}. */
    public void startLayer(String layer) {
      this.layer = layer;
    }

    /**
     * Adds a parameter and returns its offset.
     *
     * @throws IllegalArgumentException when the network becomes too large
     */
    public int add(String role, Shape shape, Initializer initializer, int fanIn, int fanOut) {
      int offset = (int) size;
      size += shape.size();
      if (size > MAXIMUM) {
        throw new IllegalArgumentException(
            "A network must have at most %d parameters, got %d".formatted(MAXIMUM, size));
      }
      slices.add(new ParameterSlice(layer + "." + role, offset, shape, initializer, fanIn, fanOut));
      return offset;
    }

    /** The finished layout. */
    public ParameterLayout build() {
      return new ParameterLayout(slices);
    }
  }
}
