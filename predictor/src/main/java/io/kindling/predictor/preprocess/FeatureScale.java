package io.kindling.predictor.preprocess;

import java.io.Serializable;

/**
 * Scales features as they are read: (x − shift) · factor, in float32. Where all features are scaled
 * alike, each of the 256 bytes is scaled once beforehand. Travels, under Kryo too, hence no record.
 */
public final class FeatureScale implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] shift;
  private final float[] factor;
  private final float[] ofBytes; // none unless all features are scaled alike

  /** Takes over the arrays: a shift and a factor for each feature. */
  public FeatureScale(float[] shift, float[] factor) {
    this.shift = shift;
    this.factor = factor;
    this.ofBytes = new float[shift.length > 0 && isUniform(shift) && isUniform(factor) ? 256 : 0];
    for (int i = 0; i < ofBytes.length; i++) {
      ofBytes[i] = (i - shift[0]) * factor[0];
    }
  }

  private static boolean isUniform(float[] values) {
    for (float value : values) {
      if (Float.floatToIntBits(value) != Float.floatToIntBits(values[0])) {
        return false;
      }
    }
    return true;
  }

  /** Scales the row at {@code values[offset …]} in place. */
  public void apply(float[] values, int offset) {
    if (ofBytes.length == 0) {
      for (int i = 0; i < shift.length; i++) {
        values[offset + i] = (values[offset + i] - shift[i]) * factor[i];
      }
      return;
    }
    float origin = shift[0];
    float scale = factor[0];
    for (int i = offset; i < offset + shift.length; i++) { // one array at one index: vector code
      values[i] = (values[i] - origin) * scale;
    }
  }

  /** Scales the row of unsigned bytes at {@code from[start …]} into {@code to[offset …]}. */
  public void scale(byte[] from, int start, float[] to, int offset) {
    if (ofBytes.length == 0) {
      for (int i = 0; i < shift.length; i++) {
        to[offset + i] = ((from[start + i] & 0xff) - shift[i]) * factor[i];
      }
      return;
    }
    ByteLookup.read(ofBytes, from, start, to, offset, shift.length);
  }
}
