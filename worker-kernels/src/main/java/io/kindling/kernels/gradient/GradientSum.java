package io.kindling.kernels.gradient;

import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.reduction.Slices;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Σ_rows w · ∂ℓ/∂θ with its Σ_rows w · ℓ and Σ_rows w. The division of one by the other is left to
 * whoever holds the whole sum, so that it happens once. It travels between processes, under Kryo
 * too, hence no record.
 *
 * <p>In the places of running statistics it holds the mean and Σ (x − mean)² over its rows, merged
 * by Chan, Golub and LeVeque's formula (1979).
 *
 * <p>Of tables that a shard touches in a few lines only, such as those of embeddings, it can hold
 * these lines instead of all ({@link GradientForm}).
 */
public final class GradientSum implements Sliceable<GradientSum>, Externalizable {
  private static final long serialVersionUID = 1L;

  private TouchedValues values;
  private transient @Nullable TouchedArray written;
  private int trainable; // of the values outside of the tables
  private double loss;
  private double weight;
  private long rows;

  /** For serialisation. */
  public GradientSum() {
    this(0, 0);
  }

  /** Room for the gradient by the parameters of {@code layout}. */
  public GradientSum(ParameterLayout layout) {
    this(layout.trainable(), layout.normalizedUnits());
  }

  /** Room for a number of parameters that are learnt and for the statistics of some units. */
  public GradientSum(int trainable, int normalizedUnits) {
    this.values = TouchedValues.whole(new float[trainable + 2 * normalizedUnits]);
    this.trainable = trainable;
  }

  /**
   * Room for what is touched of a gradient.
   *
   * @param written where the kernels leave it
   */
  GradientSum(ParameterLayout layout, TouchedArray written) {
    this.values = TouchedValues.of(layout.changing(), written.tables());
    this.trainable = values.rest().length - 2 * layout.normalizedUnits();
    this.written = written;
  }

  /** Makes this the sum over no rows. */
  public void clear() {
    values.clear();
    setTotals(0, 0, 0);
  }

  /** Sets Σ w · ℓ, Σ w and the number of rows; the gradient is written in place by the kernels. */
  public void setTotals(double loss, double weight, long rows) {
    this.loss = loss;
    this.weight = weight;
    this.rows = rows;
  }

  /** Where the kernels are to leave the gradient of the next pass. */
  public TouchedArray written() {
    if (written == null) {
      written = TouchedArray.whole(values.rest());
    }
    written.clear(); // of a pass before, or of one that failed
    return written;
  }

  /** Takes in what the kernels left there. */
  public void collect() {
    if (!isWhole() && written != null) {
      values.collect(written);
    }
  }

  /** Whether this holds every element of the gradient, in the parameters' layout. */
  public boolean isWhole() {
    return !values.hasTables();
  }

  /**
   * The gradient, in the parameters' layout; not a copy.
   *
   * @throws IllegalStateException unless this {@link #isWhole}
   */
  public float[] gradient() {
    if (!isWhole()) {
      throw new IllegalStateException("the gradient is there as touched lines");
    }
    return values.rest();
  }

  /** Bytes that the gradient takes. */
  public long bytes() {
    return values.bytes();
  }

  /** Marks the lines that are touched. */
  public void mark(TouchedArray array) {
    values.mark(array);
  }

  /**
   * Writes the gradient from {@code from} to {@code to} − 1 into an array of the parameters'
   * layout, zeros too. Threads may write other parts meanwhile.
   */
  public void spread(float[] flat, int from, int to) {
    values.spread(flat, from, to);
  }

  /**
   * Writes what is touched of the gradient into an array of the parameters' layout, whose other
   * elements stay as they are.
   *
   * @param ranges set to where that is, statistics not counted
   */
  public void scatter(float[] flat, Ranges ranges) {
    values.scatter(flat);
    ranges.clear();
    values.addTo(ranges, trainable);
  }

  /** Σ w · ℓ. */
  public double loss() {
    return loss;
  }

  /** Σ w. */
  public double weight() {
    return weight;
  }

  /** The number of rows. */
  public long rows() {
    return rows;
  }

  @Override
  public void merge(GradientSum right) {
    values.merge(right.values, trainable);
    mergeStatistics(right);
    loss += right.loss;
    weight += right.weight;
    rows += right.rows;
  }

  /**
   * A slice of the gradient and of each table, with the totals of all; the last has the statistics
   * behind it.
   */
  @Override
  public GradientSum slice(int index, int count) {
    int from = Slices.start(trainable, index, count);
    int to = Slices.start(trainable, index + 1, count);
    GradientSum slice = new GradientSum();
    slice.trainable = to - from;
    slice.values = values.slice(index, count, trainable);
    slice.setTotals(loss, weight, rows);
    return slice;
  }

  @Override
  public GradientSum joined(List<GradientSum> slices) {
    GradientSum whole = new GradientSum();
    whole.trainable = slices.stream().mapToInt(slice -> slice.trainable).sum();
    whole.values = TouchedValues.joined(slices.stream().map(slice -> slice.values).toList());
    whole.setTotals(loss, weight, rows);
    return whole;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(trainable);
    out.writeDouble(loss);
    out.writeDouble(weight);
    out.writeLong(rows);
    values.writeExternal(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    trainable = in.readInt();
    setTotals(in.readDouble(), in.readDouble(), in.readLong());
    values = new TouchedValues();
    values.readExternal(in);
  }

  private void mergeStatistics(GradientSum right) {
    if (right.rows == 0) {
      return;
    }
    float[] here = values.rest();
    float[] there = right.values.rest();
    double share = (double) right.rows / (rows + right.rows);
    int units = (here.length - trainable) / 2;
    for (int i = trainable; i < trainable + units; i++) {
      double delta = there[i] - here[i];
      here[i] += (float) (delta * share);
      here[i + units] += (float) (there[i + units] + delta * delta * rows * share);
    }
  }
}
