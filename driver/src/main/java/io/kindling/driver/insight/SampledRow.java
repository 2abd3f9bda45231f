package io.kindling.driver.insight;

import io.kindling.predictor.column.Origins;
import java.io.Serializable;

/** A row to show to a person. Travels, under Kryo too, hence no record. */
public final class SampledRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] features;
  private final float[] targets;
  private final float[] predictions;

  /**
   * A row.
   *
   * @param features as they are kept; none where they are not to be shown
   * @param targets in the units of the data
   * @param predictions probabilities or values; none where the row was not scored
   */
  public SampledRow(float[] features, float[] targets, float[] predictions) {
    this.features = features;
    this.targets = targets;
    this.predictions = predictions;
  }

  /** The same with what was taken off its numbers: features in the units of the data. */
  public SampledRow inDataUnits(Origins origins) {
    if (origins.isEmpty() || features.length == 0) {
      return this;
    }
    float[] values = features.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] + origins.of(i));
    }
    return new SampledRow(values, targets, predictions);
  }

  /** The features as they are kept; not a copy. None where they are not to be shown. */
  public float[] features() {
    return features;
  }

  /** The targets, in the units of the data; not a copy. */
  public float[] targets() {
    return targets;
  }

  /** Probabilities or values; not a copy. None where the row was not scored. */
  public float[] predictions() {
    return predictions;
  }
}
