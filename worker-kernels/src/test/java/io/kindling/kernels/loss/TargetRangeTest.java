package io.kindling.kernels.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRangeTest {
  private static final TargetRange THREE_CLASSES = TargetRange.oneOf(3);

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void classesFromZeroOnBelong(double target) {
    assertTrue(THREE_CLASSES.contains(target));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 3, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void anythingElseDoesNot(double target) {
    assertFalse(THREE_CLASSES.contains(target));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 3e38})
  void everyNumberThatAFloatHoldsIsATargetOfRegression(double target) {
    assertTrue(TargetRange.numbers(2).contains(target));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e39, Double.NaN, Double.NEGATIVE_INFINITY})
  void aNumberThatAFloatDoesNotHoldIsNone(double target) {
    assertFalse(TargetRange.numbers(2).contains(target));
  }

  @Test
  void itSaysWhatItTakes() {
    assertEquals("a class from 0 to 2", THREE_CLASSES.toString());
    assertEquals("a number", TargetRange.numbers(2).toString());
  }

  @Test
  void softmaxTakesAClassForEachOutput() {
    assertEquals(TargetRange.oneOf(10), new SoftmaxCrossEntropy().targets(10));
  }

  @Test
  void binaryCrossEntropyTakesTwoClasses() {
    assertEquals(TargetRange.oneOf(2), new BinaryCrossEntropy().targets(1));
  }
}
