package io.kindling.partitioning.preprocess;

import io.kindling.partitioning.shard.FeatureScale;
import io.kindling.partitioning.shard.ShardBlock;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The fitted scaling of features, x ← (x − shift) · factor. Travels, under Kryo too, hence no
 * record.
 */
public final class Scaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ScaleMode mode;
  private final float[] shift;
  private final float[] factor;
  private final FeatureScale scale;

  /** A scaling with a shift and a factor for each feature. */
  public Scaling(ScaleMode mode, float[] shift, float[] factor) {
    this.mode = mode;
    this.shift = shift.clone();
    this.factor = factor.clone();
    this.scale = new FeatureScale(this.shift, this.factor);
  }

  /** Leaves {@code features} features as they are. */
  public static Scaling none(int features) {
    return new Scaling(ScaleMode.NONE, new float[features], ones(features));
  }

  /** Takes {@code features} bytes to [0, 1]. */
  static Scaling unit(int features) {
    float[] factor = new float[features];
    Arrays.fill(factor, 1f / 255);
    return new Scaling(ScaleMode.UNIT, new float[features], factor);
  }

  /** Fits a mode to statistics; features that are not {@code numeric} stay as they are. */
  static Scaling fit(ScaleMode mode, FeatureStatistics statistics, boolean[] numeric) {
    float[] shift = new float[numeric.length];
    float[] factor = ones(numeric.length);
    for (int i = 0; i < numeric.length; i++) {
      if (!numeric[i]) {
        continue;
      }
      double origin = mode == ScaleMode.MIN_MAX ? statistics.min(i) : statistics.mean(i);
      shift[i] = (float) origin;
      double spread =
          switch (mode) {
            case STANDARDIZE -> statistics.standardDeviation(i);
            case MIN_MAX -> (double) statistics.max(i) - statistics.min(i);
            case NONE, UNIT, CENTER -> 1;
          };
      float inverse = (float) (1 / spread); // infinite for a constant
      factor[i] = Float.isFinite(inverse) ? inverse : 1f;
    }
    return new Scaling(mode, shift, factor);
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1f);
    return ones;
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

  /** Writes a row, scaled, to {@code values[offset …]}. */
  void read(ShardBlock block, int row, float[] values, int offset) {
    if (mode == ScaleMode.NONE) {
      block.readFeatures(row, values, offset);
    } else {
      block.readFeatures(row, scale, values, offset);
    }
  }

  /** Scales the row at {@code values[offset …]} in place. */
  public void apply(float[] values, int offset) {
    if (mode == ScaleMode.NONE) {
      return;
    }
    scale.apply(values, offset);
  }
}
