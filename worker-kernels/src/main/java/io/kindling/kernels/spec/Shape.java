package io.kindling.kernels.spec;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one row of data, without the rows: {@code 28×28×1} for an image, {@code 100} for a
 * vector. It holds its size, which loops over values ask for at each turn.
 */
public final class Shape implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Integer> dimensions;
  private final int size;

  /**
   * A shape.
   *
   * @param dimensions at least one, each at least 1, with fewer than 2³¹ values in all
   */
  public Shape(List<Integer> dimensions) {
    this.dimensions = List.copyOf(dimensions);
    this.size = product(this.dimensions);
  }

  private static int product(List<Integer> dimensions) {
    if (dimensions.isEmpty()) {
      throw new IllegalArgumentException("A shape must have at least one dimension");
    }
    long size = 1;
    for (int dimension : dimensions) {
      size *= Require.atLeast(1, "A dimension", dimension);
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "A shape must have fewer than 2^31 values, got " + dimensions);
      }
    }
    return (int) size;
  }

  /** The shape of a vector. */
  public static Shape vector(int length) {
    return new Shape(List.of(length));
  }

  /** The shape of an image. */
  public static Shape image(int height, int width, int channels) {
    return new Shape(List.of(height, width, channels));
  }

  /** The number of values along each dimension. */
  public List<Integer> dimensions() {
    return dimensions;
  }

  /** The number of values in a row. */
  public int size() {
    return size;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape shape && dimensions.equals(shape.dimensions);
  }

  @Override
  public int hashCode() {
    return dimensions.hashCode();
  }

  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
