package io.kindling.kernels.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class ToleranceTest {
  private static final double[] EXPECTED = {0.001, -100};

  @Test
  void theLargestElementSetsTheScale() {
    assertDoesNotThrow(
        () -> Tolerance.assertClose("x", EXPECTED, new double[] {0.0019, -100}, 1e-5));
  }

  @Test
  void anElementTooFarOffIsShownWithItsIndex() {
    assertEquals(
        "x: element 1 is -98.0, expected -100.0 within 1.0", message(new double[] {0.5, -98}));
  }

  @Test
  void notANumberIsTooFarOff() {
    assertEquals(
        "x: element 0 is NaN, expected 0.001 within 1.0", message(new double[] {Double.NaN, -100}));
  }

  @Test
  void zerosMustBeExact() {
    assertThrows(
        AssertionFailedError.class,
        () -> Tolerance.assertClose("x", new double[2], new double[] {0, 1e-30}, 1e-5));
  }

  @Test
  void tensorsMustHaveTheSameSize() {
    assertThrows(
        AssertionFailedError.class,
        () -> Tolerance.assertClose("x", EXPECTED, new double[1], 1e-5));
  }

  private static String message(double[] actual) {
    return String.valueOf(
        assertThrows(
                AssertionFailedError.class,
                () -> Tolerance.assertClose("x", EXPECTED, actual, 0.01))
            .getMessage());
  }
}
