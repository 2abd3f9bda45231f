package io.kindling.kernels.reduction;

import java.util.Arrays;
import java.util.List;

/** Cuts arrays into slices of almost equal length, and puts them together again. */
public final class Slices {
  private Slices() {}

  /** Where slice {@code index} of {@code count} of an array starts; the next one, where it ends. */
  public static int start(int length, int index, int count) {
    return (int) ((long) length * index / count);
  }

  /** A copy of a slice. */
  public static float[] of(float[] values, int index, int count) {
    return Arrays.copyOfRange(
        values, start(values.length, index, count), start(values.length, index + 1, count));
  }

  /** The array that consists of these slices. */
  public static float[] join(List<float[]> slices) {
    float[] whole = new float[slices.stream().mapToInt(slice -> slice.length).sum()];
    int at = 0;
    for (float[] slice : slices) {
      System.arraycopy(slice, 0, whole, at, slice.length);
      at += slice.length;
    }
    return whole;
  }
}
