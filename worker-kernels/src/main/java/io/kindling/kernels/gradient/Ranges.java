package io.kindling.kernels.gradient;

import java.util.Arrays;

/**
 * Some of the elements of a flat array, as ranges in ascending order that do not overlap. Those
 * that follow right on one another become one.
 */
public final class Ranges {
  private int[] bounds = new int[16];
  private int count;

  /** No elements. */
  public Ranges() {}

  /** The first {@code length} elements. */
  public static Ranges first(int length) {
    Ranges ranges = new Ranges();
    ranges.add(0, length);
    return ranges;
  }

  /** Takes all elements out again. */
  public void clear() {
    count = 0;
  }

  /** Adds the elements from {@code from} to {@code to} − 1, which lie behind those added before. */
  public void add(int from, int to) {
    if (from >= to) {
      return;
    }
    if (count > 0 && bounds[2 * count - 1] == from) {
      bounds[2 * count - 1] = to;
      return;
    }
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
  }

  /** How many ranges there are. */
  public int count() {
    return count;
  }

  /** Where a range starts. */
  public int from(int range) {
    return bounds[2 * range];
  }

  /** One past the last element of a range. */
  public int to(int range) {
    return bounds[2 * range + 1];
  }
}
