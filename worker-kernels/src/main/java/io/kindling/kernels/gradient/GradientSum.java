package io.kindling.kernels.gradient;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.reduction.BulkFloats;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.reduction.Slices;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;

/**
 * Σ_rows w · ∂ℓ/∂θ with its Σ_rows w · ℓ and Σ_rows w. The division of one by the other is left to
 * whoever holds the whole sum, so that it happens once. It travels between processes, under Kryo
 * too, hence no record.
 *
 * <p>In the places of running statistics it holds the mean and Σ (x − mean)² over its rows, merged
 * by Chan, Golub and LeVeque's formula (1979).
 */
public final class GradientSum implements Sliceable<GradientSum>, Externalizable {
  private static final long serialVersionUID = 1L;

  private float[] gradient;
  private int trainable;
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
    this.gradient = new float[trainable + 2 * normalizedUnits];
    this.trainable = trainable;
  }

  /** The sum over no rows. */
  public void clear() {
    Arrays.fill(gradient, 0f);
    setTotals(0, 0, 0);
  }

  /** Sets Σ w · ℓ, Σ w and the number of rows; the gradient is written in place by the kernels. */
  public void setTotals(double loss, double weight, long rows) {
    this.loss = loss;
    this.weight = weight;
    this.rows = rows;
  }

  /** The gradient, in the parameters' layout; not a copy. */
  public float[] gradient() {
    return gradient;
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
    float[] other = right.gradient;
    for (int i = 0; i < trainable; i++) {
      gradient[i] += other[i];
    }
    mergeStatistics(right);
    loss += right.loss;
    weight += right.weight;
    rows += right.rows;
  }

  /** A slice of the gradient, with the totals of all; the last has the statistics behind it. */
  @Override
  public GradientSum slice(int index, int count) {
    int from = Slices.start(trainable, index, count);
    int to = Slices.start(trainable, index + 1, count);
    GradientSum slice = new GradientSum();
    slice.trainable = to - from;
    slice.gradient = Arrays.copyOfRange(gradient, from, index == count - 1 ? gradient.length : to);
    slice.setTotals(loss, weight, rows);
    return slice;
  }

  @Override
  public GradientSum joined(List<GradientSum> slices) {
    GradientSum whole = new GradientSum();
    whole.trainable = slices.stream().mapToInt(slice -> slice.trainable).sum();
    whole.gradient = Slices.join(slices.stream().map(slice -> slice.gradient).toList());
    whole.setTotals(loss, weight, rows);
    return whole;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(trainable);
    out.writeDouble(loss);
    out.writeDouble(weight);
    out.writeLong(rows);
    BulkFloats.write(out, gradient);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    trainable = in.readInt();
    setTotals(in.readDouble(), in.readDouble(), in.readLong());
    gradient = BulkFloats.read(in);
  }

  private void mergeStatistics(GradientSum right) {
    if (right.rows == 0) {
      return;
    }
    double share = (double) right.rows / (rows + right.rows);
    int units = (gradient.length - trainable) / 2;
    for (int i = trainable; i < trainable + units; i++) {
      double delta = right.gradient[i] - gradient[i];
      gradient[i] += (float) (delta * share);
      gradient[i + units] += (float) (right.gradient[i + units] + delta * delta * rows * share);
    }
  }
}
