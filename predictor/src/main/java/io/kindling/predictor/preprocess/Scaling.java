package io.kindling.predictor.preprocess;

import io.kindling.kernels.layer.SparseRows;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The fitted scaling of features, x ← (x − shift) · factor. Travels, under Kryo too, hence no
 * record.
 */
public final class Scaling implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ScaleMode mode;
  private final int features;
  private final float[] shift; // nothing where there is no scaling, however many features there are
  private final float[] factor;
  private final FeatureScale scale;

  /** A scaling with a shift and a factor for each feature. */
  public Scaling(ScaleMode mode, float[] shift, float[] factor) {
    this(mode, shift.length, shift, factor);
  }

  private Scaling(ScaleMode mode, int features, float[] shift, float[] factor) {
    this.mode = mode;
    this.features = features;
    this.shift = shift.clone();
    this.factor = factor.clone();
    this.scale = new FeatureScale(this.shift, this.factor);
  }

  /** Leaves {@code features} features as they are. */
  public static Scaling none(int features) {
    return new Scaling(ScaleMode.NONE, features, new float[0], new float[0]);
  }

  /** Takes {@code features} bytes to [0, 1]. */
  public static Scaling unit(int features) {
    float[] factor = new float[features];
    Arrays.fill(factor, 1f / 255);
    return new Scaling(ScaleMode.UNIT, new float[features], factor);
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
    return features;
  }

  /** What is subtracted from each feature; a copy. */
  public float[] shift() {
    return mode == ScaleMode.NONE ? new float[features] : shift.clone();
  }

  /** What each feature is then multiplied by; a copy. */
  public float[] factor() {
    return mode == ScaleMode.NONE ? ones(features) : factor.clone();
  }

  /** Whether 0 becomes 0 in every feature. */
  boolean keepsZeros() {
    for (float origin : shift) {
      if (origin != 0) {
        return false;
      }
    }
    return true;
  }

  /** Scales the values from {@code from} on of sparse rows in place, each of its own feature. */
  void apply(SparseRows rows, int from) {
    if (mode == ScaleMode.NONE) {
      return;
    }
    int[] columns = rows.columns();
    float[] values = rows.values();
    for (int k = from; k < rows.entries(); k++) {
      values[k] = (values[k] - shift[columns[k]]) * factor[columns[k]];
    }
  }

  /** Writes a row, scaled, to {@code values[offset …]}. */
  void read(KeptRows kept, int row, float[] values, int offset) {
    if (mode == ScaleMode.NONE) {
      kept.readFeatures(row, values, offset);
    } else {
      kept.readFeatures(row, scale, values, offset);
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
