package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
