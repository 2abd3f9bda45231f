package io.kindling.kernels.spec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequireTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Executable> allowed() {
    return Stream.of(
        () -> Require.atLeast(1, "n", 1),
        () -> Require.atLeast(1, "n", Integer.MAX_VALUE),
        () -> Require.atLeast(0.5, "n", 0.5),
        () -> Require.above(0.0, "n", Double.MIN_VALUE),
        () -> Require.inHalfOpen(0, 1, "n", 0),
        () -> Require.inHalfOpen(0, 1, "n", Math.nextDown(1.0)),
        () -> Require.inOpen(0, 1, "n", Double.MIN_VALUE),
        () -> Require.inOpen(0, 1, "n", Math.nextDown(1.0)));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void valuesUpToTheBoundsAreAllowed(Executable check) {
    assertDoesNotThrow(check);
  }

  @Test
  void whatIsAllowedIsGivenBack() {
    assertEquals(7, Require.atLeast(1, "n", 7));
    assertEquals(0.7, Require.atLeast(0.5, "n", 0.7));
    assertEquals(0.7, Require.above(0.5, "n", 0.7));
    assertEquals(0.7, Require.inHalfOpen(0.5, 1, "n", 0.7));
    assertEquals(0.7, Require.inOpen(0.5, 1, "n", 0.7));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("n must be at least 1, got 0", () -> Require.atLeast(1, "n", 0)),
        refused("n must be at least 0.5, got 0.25", () -> Require.atLeast(0.5, "n", 0.25)),
        refused("n must be at least 0, got NaN", () -> Require.atLeast(0.0, "n", Double.NaN)),
        refused("n must be at least 0, got Infinity", () -> Require.atLeast(0.0, "n", INFINITY)),
        refused("n must be above 0, got 0", () -> Require.above(0, "n", 0)),
        refused("n must be above 0, got Infinity", () -> Require.above(0, "n", INFINITY)),
        refused("n must be above 0, got NaN", () -> Require.above(0, "n", Double.NaN)),
        refused("n must be at least 0 and below 1, got 1", () -> Require.inHalfOpen(0, 1, "n", 1)),
        refused(
            "n must be at least 0 and below 1, got -0.1",
            () -> Require.inHalfOpen(0, 1, "n", -0.1)),
        refused(
            "n must be at least 0 and below 1, got NaN",
            () -> Require.inHalfOpen(0, 1, "n", Double.NaN)),
        refused("n must be above 0 and below 1, got 0", () -> Require.inOpen(0, 1, "n", 0)),
        refused("n must be above 0 and below 1, got 1", () -> Require.inOpen(0, 1, "n", 1)),
        refused(
            "n must be above 0 and below 1, got NaN", () -> Require.inOpen(0, 1, "n", Double.NaN)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void otherValuesAreRefusedWithNameBoundAndValue(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }

  private static Arguments refused(String message, Executable check) {
    return Arguments.of(message, check);
  }
}
