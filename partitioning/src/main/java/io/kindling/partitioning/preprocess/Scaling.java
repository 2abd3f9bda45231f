package io.kindling.partitioning.preprocess;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.Storage;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The fitted scaling of features, x ← (x − shift) · factor, the same for training, validation and
 * scoring. It is part of a model. Travels, under Kryo too, hence no record.
 */
public final class Scaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ScaleMode mode;
  private final float[] shift;
  private final float[] factor;

  /** A scaling with a shift and a factor for each feature. */
  public Scaling(ScaleMode mode, float[] shift, float[] factor) {
    this.mode = mode;
    this.shift = shift.clone();
    this.factor = factor.clone();
  }

  /**
   * Fits the scaling to the training data; runs a Spark job if it needs statistics.
   *
   * @throws InvalidInputException for {@link ScaleMode#UNIT} on data that are no bytes
   */
  public static Scaling fit(ScaleMode mode, ShardedData data) {
    int features = data.shape().size();
    float[] shift = new float[features];
    float[] factor = new float[features];
    Arrays.fill(factor, 1f);
    if (mode == ScaleMode.UNIT) {
      if (data.storage() != Storage.UINT8) {
        throw InvalidInputException.atSetting(
            "data.scale", "'unit' for data that are no bytes", "none, center or standardize");
      }
      Arrays.fill(factor, 1f / 255);
    } else if (mode != ScaleMode.NONE) {
      FeatureStatistics statistics = FeatureStatistics.of(data);
      for (int i = 0; i < features; i++) {
        shift[i] = (float) statistics.mean(i);
        float inverse = (float) (1 / statistics.standardDeviation(i)); // infinite for a constant
        factor[i] = mode == ScaleMode.STANDARDIZE && Float.isFinite(inverse) ? inverse : 1f;
      }
    }
    return new Scaling(mode, shift, factor);
  }

  /** How the scaling was fitted. */
  public ScaleMode mode() {
    return mode;
  }

  /** The number of features. */
  public int features() {
    return shift.length;
  }

  /** What is subtracted from each feature; a copy. */
  public float[] shift() {
    return shift.clone();
  }

  /** What each feature is then multiplied by; a copy. */
  public float[] factor() {
    return factor.clone();
  }

  /** Scales the row at {@code values[offset …]} in place. */
  public void apply(float[] values, int offset) {
    if (mode == ScaleMode.NONE) {
      return;
    }
    for (int i = 0; i < shift.length; i++) {
      values[offset + i] = (values[offset + i] - shift[i]) * factor[i];
    }
  }
}
