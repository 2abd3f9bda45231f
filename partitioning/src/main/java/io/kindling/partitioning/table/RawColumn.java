package io.kindling.partitioning.table;

import io.kindling.kernels.spec.Shape;
import java.io.Serializable;

/**
 * A column as its source gives it.
 *
 * @param name as in the header
 * @param type of its cells
 * @param shape of what a row has in it: one value for a number or a text
 */
public record RawColumn(String name, CellType type, Shape shape) implements Serializable {
  private static final Shape ONE = Shape.vector(1);

  /** A column of numbers. */
  public static RawColumn number(String name) {
    return new RawColumn(name, CellType.NUMBER, ONE);
  }

  /** A column of texts. */
  public static RawColumn text(String name) {
    return new RawColumn(name, CellType.TEXT, ONE);
  }

  /** A column of either, or one that is not read. */
  public static RawColumn of(String name, CellType type) {
    return new RawColumn(name, type, ONE);
  }

  /** How many values a row has in it. */
  public int width() {
    return shape.size();
  }
}
