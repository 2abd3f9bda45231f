package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter lies in the one flat array that parameters, gradients, optimizer moments and
 * saved weights share: first what is learnt, layer after layer; then the running means of all batch
 * normalisations; then their running variances, in the same order.
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

  /** The number of parameters, learnt or observed. */
  public int size() {
    return slices.stream().mapToInt(ParameterSlice::length).sum();
  }

  /** The number of parameters that are learnt; they come first. */
  public int trainable() {
    return slices.stream()
        .filter(slice -> slice.kind() != ParameterKind.STATISTIC)
        .mapToInt(ParameterSlice::length)
        .sum();
  }

  /** The number of running means, and of running variances. */
  public int normalizedUnits() {
    return (size() - trainable()) / 2;
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

  /**
   * Collects the parameters while a network is compiled. What is observed lies behind all that is
   * learnt, so a network that observes is compiled twice: to count, and to lay out.
   */
  public static final class Builder {
    private final List<ParameterSlice> learnt = new ArrayList<>();
    private final List<ParameterSlice> means = new ArrayList<>();
    private final List<ParameterSlice> variances = new ArrayList<>();
    private final int firstMean;
    private final int firstVariance;
    private String layer = "";
    private long size;
    private int normalizedUnits;

    /** Counts. */
    public Builder() {
      this(new ParameterLayout(List.of()));
    }

    /** Lays out what was counted before. */
    public Builder(ParameterLayout counted) {
      this.firstMean = counted.trainable();
      this.firstVariance = counted.trainable() + counted.normalizedUnits();
    }

    /** The parameters that follow belong to {@code layer}. */
    public void startLayer(String layer) {
      this.layer = layer;
    }

    /**
     * Adds a parameter and returns its offset.
     *
     * @throws IllegalArgumentException when the network becomes too large
     */
    public int add(
        String role,
        ParameterKind kind,
        Shape shape,
        Initializer initializer,
        int fanIn,
        int fanOut) {
      int offset = (int) size;
      size += shape.size();
      checkSize();
      learnt.add(
          new ParameterSlice(layer + "." + role, kind, offset, shape, initializer, fanIn, fanOut));
      return offset;
    }

    /**
     * Adds a table of weights of which a row of data touches some rows only, and returns its
     * offset.
     *
     * @param rows of the table
     * @param width of a row
     * @param lookups how many rows of the table a row of data touches at most
     * @throws IllegalArgumentException when the network becomes too large
     */
    public int addTable(String role, int rows, int width, int lookups, Initializer initializer) {
      Shape shape = new Shape(List.of(rows, width));
      int offset = add(role, ParameterKind.WEIGHT, shape, initializer, rows, width);
      ParameterSlice added = learnt.remove(learnt.size() - 1);
      learnt.add(
          new ParameterSlice(
              added.name(), added.kind(), offset, shape, initializer, rows, width, lookups));
      return offset;
    }

    /** Adds parameters that are not weights, one for each unit, and returns their offset. */
    public int addPerUnit(String role, int units, Initializer initializer) {
      return add(role, ParameterKind.OTHER, Shape.vector(units), initializer, units, units);
    }

    /** Adds running statistics of {@code units} units; tells where they lie. */
    public RunningStatistics addRunningStatistics(int units) {
      RunningStatistics statistics =
          new RunningStatistics(firstMean + normalizedUnits, firstVariance + normalizedUnits);
      means.add(statistic("running_mean", statistics.mean(), units, new Zeros()));
      variances.add(statistic("running_var", statistics.variance(), units, new Constant(1)));
      normalizedUnits += units;
      checkSize();
      return statistics;
    }

    private void checkSize() {
      long all = size + 2L * normalizedUnits;
      if (all > MAXIMUM) {
        throw new IllegalArgumentException(
            "A network must have at most %s parameters, got %s".formatted(MAXIMUM, all));
      }
    }

    private ParameterSlice statistic(String role, int offset, int units, Initializer initializer) {
      return new ParameterSlice(
          layer + "." + role,
          ParameterKind.STATISTIC,
          offset,
          Shape.vector(units),
          initializer,
          units,
          units);
    }

    /** The finished layout. */
    public ParameterLayout build() {
      List<ParameterSlice> slices = new ArrayList<>(learnt);
      slices.addAll(means);
      slices.addAll(variances);
      return new ParameterLayout(slices);
    }
  }

  /**
   * Where the running statistics of a batch normalisation lie.
   *
   * @param mean offset of the means
   * @param variance offset of the variances
   */
  public record RunningStatistics(int mean, int variance) {}
}
