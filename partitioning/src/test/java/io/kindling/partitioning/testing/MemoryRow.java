package io.kindling.partitioning.testing;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A row in memory: numbers or bytes, targets and a weight, or what is wrong with it. */
public final class MemoryRow implements Serializable {
  private static final long serialVersionUID = 1L;

  final double[] numbers;
  final byte @Nullable [] bytes; // instead of numbers
  final float[] targets;
  final float weight;
  final String found; // empty unless the row cannot be read
  final String expected;

  private MemoryRow(
      double[] numbers,
      byte @Nullable [] bytes,
      float[] targets,
      float weight,
      String found,
      String expected) {
    this.numbers = numbers;
    this.bytes = bytes;
    this.targets = targets;
    this.weight = weight;
    this.found = found;
    this.expected = expected;
  }

  /** A row of numbers. */
  public static MemoryRow of(double[] numbers, float... targets) {
    return new MemoryRow(numbers, null, targets, 1, "", "");
  }

  /** A row of unsigned bytes. */
  public static MemoryRow ofBytes(byte[] bytes, float... targets) {
    return new MemoryRow(new double[0], bytes, targets, 1, "", "");
  }

  /** A row that cannot be read. */
  public static MemoryRow bad(String found, String expected) {
    return new MemoryRow(new double[0], null, new float[0], 1, found, expected);
  }

  /** The same row with another weight. */
  public MemoryRow weighing(float other) {
    return new MemoryRow(numbers, bytes, targets, other, found, expected);
  }
}
