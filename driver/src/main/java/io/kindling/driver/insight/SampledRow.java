package io.kindling.driver.insight;

import io.kindling.kernels.loss.Task;
import io.kindling.predictor.column.Origins;

/** A row to show to a person. Travels in a {@link RowSample}, under Kryo too, hence no record. */
public final class SampledRow {
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

  /** The same with features. */
  SampledRow with(float[] shown) {
    return new SampledRow(shown, targets, predictions);
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

  /** The class that its probabilities say it is of: the likeliest. */
  public int predictedClass() {
    if (predictions.length == 1) {
      return predictions[0] > 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < predictions.length; i++) {
      best = predictions[i] > predictions[best] ? i : best;
    }
    return best;
  }

  /** The probability that it is of its predicted class. */
  public double confidence() {
    int predicted = predictedClass();
    if (predictions.length == 1) {
      return predicted == 1 ? predictions[0] : 1 - predictions[0];
    }
    return predictions[predicted];
  }

  /** How far off the first value is, or how sure the network is of a class that is wrong. */
  public double wrongness(Task task) {
    return task == Task.REGRESSION ? Math.abs(predictions[0] - targets[0]) : confidence();
  }
}
