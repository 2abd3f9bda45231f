package io.kindling.driver.optimizer;

import io.kindling.kernels.reduction.BulkFloats;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.kernels.reduction.Slices;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import java.util.Optional;

/**
 * Where replicas have got to after some steps of their own: Σ w (θ − θ_r) over the replicas r, and
 * Σ w m of their optimizers' moments, if these are to be averaged. It travels between processes,
 * under Kryo too, hence no record.
 */
public final class ReplicaSum implements Sliceable<ReplicaSum>, Externalizable {
  private static final long serialVersionUID = 1L;

  private float[] distance;
  private float[][] moments;
  private double loss;
  private double weight;
  private long steps;
  private double product;
  private long nanos;
  private String nonFinite = ""; // of the first replica of which something is not, as a word

  /** For serialisation. */
  public ReplicaSum() {
    this(0, 0, 0);
  }

  /**
   * Room for a replica.
   *
   * @param size of the parameters that are not frozen, which come first
   * @param parameters those of them that are learnt
   * @param moments how many of the optimizer's moments are summed
   */
  public ReplicaSum(int size, int parameters, int moments) {
    this.distance = new float[size];
    this.moments = new float[moments][parameters];
  }

  /**
   * Sets this to one replica.
   *
   * @param theta where it started
   * @param replica where it is
   * @param loss Σ w · ℓ over the rows of its steps
   * @param weight Σ w
   * @param nanos what its steps took
   * @param nonFinite what was not finite in its last step, if anything
   */
  public void set(
      float[] theta,
      ParameterUpdate replica,
      double loss,
      double weight,
      long nanos,
      Optional<NonFinite> nonFinite) {
    float w = (float) weight;
    float[] there = replica.theta();
    for (int i = 0; i < distance.length; i++) {
      distance[i] = w * (theta[i] - there[i]);
    }
    for (int j = 0; j < moments.length; j++) {
      float[] moment = replica.state().moment(j);
      float[] sum = moments[j];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = w * moment[i];
      }
    }
    OptimizerState.Progress progress = replica.state().progress();
    this.steps = progress.steps();
    this.product = progress.product();
    this.loss = loss;
    this.weight = weight;
    this.nanos = nanos;
    this.nonFinite = NonFinite.word(nonFinite);
  }

  @Override
  public void merge(ReplicaSum right) {
    add(distance, right.distance);
    for (int j = 0; j < moments.length; j++) {
      add(moments[j], right.moments[j]);
    }
    if (right.steps > steps) { // a replica without rows in a batch takes no step
      steps = right.steps;
      product = right.product;
    }
    loss += right.loss;
    weight += right.weight;
    nanos += right.nanos;
    nonFinite = nonFinite.isEmpty() ? right.nonFinite : nonFinite;
  }

  private static void add(float[] left, float[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
  }

  /** Slices of all the arrays, with the totals of all. */
  @Override
  public ReplicaSum slice(int index, int count) {
    ReplicaSum slice = withTotals();
    slice.distance = Slices.of(distance, index, count);
    for (int j = 0; j < moments.length; j++) {
      slice.moments[j] = Slices.of(moments[j], index, count);
    }
    return slice;
  }

  @Override
  public ReplicaSum joined(List<ReplicaSum> slices) {
    ReplicaSum whole = withTotals();
    whole.distance = Slices.join(slices.stream().map(slice -> slice.distance).toList());
    for (int j = 0; j < moments.length; j++) {
      int moment = j;
      whole.moments[j] = Slices.join(slices.stream().map(slice -> slice.moments[moment]).toList());
    }
    return whole;
  }

  private ReplicaSum withTotals() {
    ReplicaSum sum = new ReplicaSum(0, 0, moments.length);
    sum.loss = loss;
    sum.weight = weight;
    sum.steps = steps;
    sum.product = product;
    sum.nanos = nanos;
    sum.nonFinite = nonFinite;
    return sum;
  }

  /** Divides by Σ w: what is left are means over the replicas. */
  void divide() {
    ParameterUpdate.divide(distance, distance.length, weight);
    for (float[] moment : moments) {
      ParameterUpdate.divide(moment, moment.length, weight);
    }
  }

  /** Σ w (θ − θ_r), in the parameters' layout; not a copy. */
  float[] distance() {
    return distance;
  }

  /** Σ w m of each moment; not copies. */
  float[][] moments() {
    return moments;
  }

  /** How far the optimizers of the replicas are that took the most steps. */
  OptimizerState.Progress progress() {
    return new OptimizerState.Progress(steps, product);
  }

  /** Σ w · ℓ. */
  public double loss() {
    return loss;
  }

  /** Σ w. */
  public double weight() {
    return weight;
  }

  /** What of the first replica is not finite that has anything like that. */
  Optional<NonFinite> nonFinite() {
    return NonFinite.of(nonFinite);
  }

  /** What the steps took, all replicas one after another. */
  public long nanos() {
    return nanos;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeDouble(loss);
    out.writeDouble(weight);
    out.writeLong(steps);
    out.writeDouble(product);
    out.writeLong(nanos);
    out.writeUTF(nonFinite);
    BulkFloats.write(out, distance);
    BulkFloats.writeAll(out, moments);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    loss = in.readDouble();
    weight = in.readDouble();
    steps = in.readLong();
    product = in.readDouble();
    nanos = in.readLong();
    nonFinite = in.readUTF();
    distance = BulkFloats.read(in);
    moments = BulkFloats.readAll(in);
  }
}
