package io.kindling.driver.aggregation;

import io.kindling.kernels.reduction.BulkFloats;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;

/**
 * What the tasks of a step start from: the parameters of the models that take it together, or those
 * of one model and its optimizer's moments. Travels.
 */
public final class Parameters implements Externalizable {
  private static final long serialVersionUID = 1L;

  private float[][] values;
  private transient boolean here;
  private transient long version;

  /** For serialisation. */
  public Parameters() {
    this(new float[0][]);
  }

  /** The arrays; not copied. */
  public Parameters(float[]... values) {
    this.values = values;
  }

  /** The arrays; not copied. */
  Parameters(List<float[]> values) {
    this(values.toArray(float[][]::new));
  }

  /** Says that these are the driver's own arrays; what travels does not say so. */
  Parameters here() {
    here = true;
    return this;
  }

  /**
   * Writes changes over parameters that an executor keeps. In one JVM with the driver they are its
   * own arrays, which have the changes already. A task that begins when a later job has brought
   * newer ones leaves them alone; its result does not count.
   */
  synchronized void bringUpTo(ParameterChanges changes) {
    if (!here && changes.version() > version) {
      changes.applyTo(values);
      version = changes.version();
    }
  }

  /** One of the arrays. */
  public float[] of(int index) {
    return values[index];
  }

  /** How many there are. */
  int count() {
    return values.length;
  }

  /** All but the first. */
  List<float[]> rest() {
    return List.of(values).subList(1, values.length);
  }

  /** Bytes that they take. */
  public long bytes() {
    long sum = 0;
    for (float[] theta : values) {
      sum += (long) Float.BYTES * theta.length;
    }
    return sum;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    BulkFloats.writeAll(out, values);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    values = BulkFloats.readAll(in);
  }
}
