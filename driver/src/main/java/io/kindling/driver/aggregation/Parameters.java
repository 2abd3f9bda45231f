package io.kindling.driver.aggregation;

import io.kindling.kernels.transport.BulkFloats;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** The parameters of the models that take a step together. Travels. */
public final class Parameters implements Externalizable {
  private static final long serialVersionUID = 1L;

  private float[][] values;

  /** For serialisation. */
  public Parameters() {
    this(new float[0][]);
  }

  /** Those of each model; not copied. */
  Parameters(float[]... values) {
    this.values = values;
  }

  /** Those of a model. */
  float[] of(int model) {
    return values[model];
  }

  /** Bytes that they take. */
  long bytes() {
    long sum = 0;
    for (float[] theta : values) {
      sum += (long) Float.BYTES * theta.length;
    }
    return sum;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(values.length);
    for (float[] theta : values) {
      BulkFloats.write(out, theta);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    values = new float[in.readInt()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = BulkFloats.read(in);
    }
  }
}
