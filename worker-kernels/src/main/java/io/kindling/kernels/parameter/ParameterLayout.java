package io.kindling.kernels.parameter;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Where each parameter lies in the one flat array that parameters, gradients, optimizer moments and
 * saved weights share: first what is learnt, layer after layer; then the running means of all batch
 * normalisations; then their running variances, in the same order; last what is frozen in this
 * training. Gradients and moments end before that, so nothing of it can change.
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

  /** The number of parameters, learnt, observed or frozen. */
  public int size() {
    return slices.stream().mapToInt(ParameterSlice::length).sum();
  }

  /** The number of parameters that are learnt; they come first. */
  public int trainable() {
    return slices.stream()
        .filter(slice -> slice.kind().isLearnt())
        .mapToInt(ParameterSlice::length)
        .sum();
  }

  /** The number of parameters that are learnt or observed: all before those that are frozen. */
  public int changing() {
    return slices.stream()
        .filter(slice -> slice.kind() != ParameterKind.FROZEN)
        .mapToInt(ParameterSlice::length)
        .sum();
  }

  /** The number of running means, and of running variances, that follow the batches. */
  public int normalizedUnits() {
    return (changing() - trainable()) / 2;
  }

  /**
   * Parameters in this layout.
   *
   * @param values the same ones in the layout {@code other}, whose slices have the same names
   */
  public float[] arrange(float[] values, ParameterLayout other) {
    Map<String, ParameterSlice> from = new HashMap<>();
    other.slices().forEach(slice -> from.put(slice.name(), slice));
    float[] arranged = new float[size()];
    for (ParameterSlice slice : slices) {
      int offset = Objects.requireNonNull(from.get(slice.name()), slice.name()).offset();
      System.arraycopy(values, offset, arranged, slice.offset(), slice.length());
    }
    return arranged;
  }

  /** The slices of each layer that has some, by its position, in the order of the network. */
  public Map<String, List<ParameterSlice>> slicesByLayer() {
    return slices.stream()
        .collect(
            Collectors.groupingBy(ParameterSlice::layer, LinkedHashMap::new, Collectors.toList()));
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
    private static final String MEAN = "running_mean";
    private static final String VARIANCE = "running_var";

    private final List<ParameterSlice> learnt = new ArrayList<>();
    private final List<ParameterSlice> means = new ArrayList<>();
    private final List<ParameterSlice> variances = new ArrayList<>();
    private final List<ParameterSlice> frozen = new ArrayList<>();
    private final int firstMean;
    private final int firstVariance;
    private final int firstFrozen;
    private String layer = "";
    private boolean freezes;
    private long size;
    private long frozenSize;
    private int normalizedUnits;

    /** Counts. */
    public Builder() {
      this(new ParameterLayout(List.of()));
    }

    /** Lays out what was counted before. */
    public Builder(ParameterLayout counted) {
      this.firstMean = counted.trainable();
      this.firstVariance = counted.trainable() + counted.normalizedUnits();
      this.firstFrozen = counted.changing();
    }

    /** The parameters that follow belong to {@code layer}. */
    public void startLayer(String layer) {
      startLayer(layer, false);
    }

    /** The parameters that follow belong to {@code layer}, and may be frozen. */
    public void startLayer(String layer, boolean isFrozen) {
      this.layer = layer;
      this.freezes = isFrozen;
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
      if (freezes) {
        return addFrozen(role, shape, initializer, fanIn, fanOut);
      }
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
      if (freezes) {
        return offset;
      }
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
      if (freezes) {
        Shape shape = Shape.vector(units);
        return new RunningStatistics(
            addFrozen(MEAN, shape, new Zeros(), units, units),
            addFrozen(VARIANCE, shape, new Constant(1), units, units));
      }
      RunningStatistics statistics =
          new RunningStatistics(firstMean + normalizedUnits, firstVariance + normalizedUnits);
      means.add(statistic(MEAN, statistics.mean(), units, new Zeros()));
      variances.add(statistic(VARIANCE, statistics.variance(), units, new Constant(1)));
      normalizedUnits += units;
      checkSize();
      return statistics;
    }

    private int addFrozen(
        String role, Shape shape, Initializer initializer, int fanIn, int fanOut) {
      int offset = (int) (firstFrozen + frozenSize);
      frozenSize += shape.size();
      checkSize();
      frozen.add(
          new ParameterSlice(
              layer + "." + role, ParameterKind.FROZEN, offset, shape, initializer, fanIn, fanOut));
      return offset;
    }

    private void checkSize() {
      long all = size + 2L * normalizedUnits + frozenSize;
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
      slices.addAll(frozen);
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
