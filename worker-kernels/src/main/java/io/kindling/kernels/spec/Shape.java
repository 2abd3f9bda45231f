package io.kindling.kernels.spec;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one row of data, without the rows: {@code 28×28×1} for an image, {@code 100} for a
 * vector.
 *
 * @param dimensions at least one, each at least 1
 */
public record Shape(List<Integer> dimensions) implements Serializable {
  /** Checks and copies. */
  public Shape {
    dimensions = List.copyOf(dimensions);
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
  }

  /** The shape of a vector. */
  public static Shape vector(int length) {
    return new Shape(List.of(length));
  }

  /** The shape of an image. */
  public static Shape image(int height, int width, int channels) {
    return new Shape(List.of(height, width, channels));
  }

  /** The number of values in a row. */
  public int size() {
    return dimensions.stream().reduce(1, (a, b) -> a * b);
  }

  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
