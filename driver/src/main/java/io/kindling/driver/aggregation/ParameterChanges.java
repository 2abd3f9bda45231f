package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.TouchedValues;
import io.kindling.kernels.layer.TouchedArray;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;

/**
 * The parameters that may have changed since all of them were sent, with their values now: all that
 * lies outside of the tables, and the touched rows of these. Travels.
 */
public final class ParameterChanges implements Externalizable {
  private static final long serialVersionUID = 1L;

  private TouchedValues[] models;
  private long version;

  /** For serialisation. */
  public ParameterChanges() {
    this(List.of());
  }

  /** Room for changes of the parameters of these models. */
  ParameterChanges(List<TouchedArray> changed) {
    this.models =
        changed.stream()
            .map(theta -> TouchedValues.of(theta.values().length, theta.tables()))
            .toArray(TouchedValues[]::new);
  }

  /** Takes the values of now, to be told from those of before. */
  void collect(List<TouchedArray> changed) {
    for (int i = 0; i < models.length; i++) {
      models[i].collect(changed.get(i));
    }
    version++;
  }

  /** Counts up from job to job. */
  long version() {
    return version;
  }

  /** Bytes that they take. */
  long bytes() {
    long sum = 0;
    for (TouchedValues model : models) {
      sum += model.bytes();
    }
    return sum;
  }

  /** Writes them over the parameters that were sent. */
  void applyTo(float[][] thetas) {
    for (int i = 0; i < models.length; i++) {
      models[i].scatter(thetas[i]);
    }
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeLong(version);
    out.writeInt(models.length);
    for (TouchedValues model : models) {
      model.writeExternal(out);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    version = in.readLong();
    models = new TouchedValues[in.readInt()];
    for (int i = 0; i < models.length; i++) {
      models[i] = new TouchedValues();
      models[i].readExternal(in);
    }
  }
}
