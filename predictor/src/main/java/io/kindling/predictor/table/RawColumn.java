package io.kindling.predictor.table;

import io.kindling.kernels.spec.Shape;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A column as its source gives it.
 *
 * @param name as in the header
 * @param type of its cells
 * @param shape of what a row has in it: one value for a number or a text
 * @param unfit what stands in it, where that can be no feature and is skipped; empty for others
 * @param signs how its numbers are written, where they are texts and it is known; else null
 */
public record RawColumn(
    String name, CellType type, Shape shape, String unfit, @Nullable NumberSigns signs)
    implements Serializable {
  private static final Shape ONE = Shape.vector(1);

  /** A column that is read, or skipped because it is declared so. */
  public RawColumn(String name, CellType type, Shape shape) {
    this(name, type, shape, "", null);
  }

  /** A column that is skipped for what stands in it. */
  public static RawColumn unfit(String name, String what) {
    return new RawColumn(name, CellType.SKIPPED, ONE, what, null);
  }

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

  /** The same, whose numbers are known to be written so; null where that is not known. */
  public RawColumn written(@Nullable NumberSigns other) {
    return new RawColumn(name, type, shape, unfit, other);
  }

  /** How many values a row has in it. */
  public int width() {
    return shape.size();
  }
}
