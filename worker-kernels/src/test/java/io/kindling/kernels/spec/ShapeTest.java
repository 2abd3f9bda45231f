package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void theSizeIsTheProductOfTheDimensions() {
    assertEquals(28 * 27 * 3, Shape.image(28, 27, 3).size());
  }

  @Test
  void aVectorHasOneDimension() {
    assertEquals(new Shape(List.of(100)), Shape.vector(100));
  }

  @Test
  void itReadsAsDimensions() {
    assertEquals("28×27×3", Shape.image(28, 27, 3).toString());
  }

  @Test
  void shapesAreEqualWhereAllTheirDimensionsAre() {
    Shape shape = Shape.image(2, 3, 4);

    assertEquals(List.of(2, 3, 4), shape.dimensions());
    assertEquals(new Shape(List.of(2, 3, 4)), shape);
    assertEquals(new Shape(List.of(2, 3, 4)).hashCode(), shape.hashCode());
    assertNotEquals(Shape.image(4, 3, 2), shape);
    assertNotEquals(Shape.vector(24), shape);
    assertNotEquals(Shape.vector(24).hashCode(), shape.hashCode());
  }

  @Test
  void asManyValuesAsAnIntCountsAreAllowed() {
    assertEquals(Integer.MAX_VALUE, Shape.vector(Integer.MAX_VALUE).size());
  }

  @Test
  void aDimensionMustBePositive() {
    assertEquals(
        "A dimension must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> Shape.image(28, 0, 1)).getMessage());
  }

  @Test
  void aShapeNeedsADimension() {
    assertThrows(IllegalArgumentException.class, () -> new Shape(List.of()));
  }

  @Test
  void aSizeBeyondIntIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Shape.image(1 << 16, 1 << 16, 1));
  }
}
