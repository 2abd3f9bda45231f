package io.kindling.kernels.parameter;

import io.kindling.kernels.spec.Shape;

/**
 * A named part of the flat parameter array.
 *
 * @param name the layer's position in the network and the parameter's role, such as {@code
 *     0.weight}
 * @param kind what it is to optimizers and penalties
 * @param offset of the first element in the flat array
 * @param shape row-major, such as {@code (units, inputs)}
 * @param initializer how it starts
 * @param fanIn how many values flow into a unit
 * @param fanOut how many units a value flows into
 * @param lookups how many rows of the shape a row of data touches at most, where the others get no
 *     gradient from it, as in a table of embeddings; 0 where it touches all
 */
public record ParameterSlice(
    String name,
    ParameterKind kind,
    int offset,
    Shape shape,
    Initializer initializer,
    int fanIn,
    int fanOut,
    int lookups) {
  /** A part that every row of data touches. */
  public ParameterSlice(
      String name,
      ParameterKind kind,
      int offset,
      Shape shape,
      Initializer initializer,
      int fanIn,
      int fanOut) {
    this(name, kind, offset, shape, initializer, fanIn, fanOut, 0);
  }

  /** The position of its layer, such as {@code 0} or {@code head.0}. */
  public String layer() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The number of elements. */
  public int length() {
    return shape.size();
  }

  /** One past the last element in the flat array. */
  public int end() {
    return offset + length();
  }
}
