package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.schedule.Constant;
import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No optimizer is given a gradient that is not finite, and none leaves a parameter that is not. */
final class NonFiniteStepTest {
  private static final int ROWS = 10;
  private static final double OVERFLOWING = 1e39;
  private static final Network NETWORK =
      new ModelSpec(
              Shape.vector(3),
              NetworkSpec.of(new Dense(200), new BatchNorm(), new Dense(1)),
              new SquaredError())
          .compile();
  private static final int TRAINABLE = NETWORK.parameters().trainable();
  private static final Network TABLE =
      new ModelSpec(
              Shape.vector(1),
              NetworkSpec.of(new Embedding(1000, 4), new Dense(1)),
              new SquaredError())
          .compile();

  static Set<String> optimizers() {
    return Optimizer.CATALOGUE.names();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aGradientThatIsNotFiniteChangesNothing(String name) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int place : new int[] {0, 511, 512, TRAINABLE - 1}) {
        Learner learner = learner(name, 0.01);
        assertEquals(Optional.empty(), learner.step(gradient(), List.of()));
        LearningState before = learner.state().copy();
        GradientSum sum = gradient();
        sum.gradient()[place] = bad;
        assertEquals(
            Optional.of(NonFinite.GRADIENT), learner.step(sum, List.of()), bad + " at " + place);
        assertSame(before, learner.state());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aParameterThatOverflowsIsFoundInItsStep(String name) {
    Learner learner = learner(name, OVERFLOWING);
    assertEquals(Optional.of(NonFinite.PARAMETER), learner.step(gradient(), List.of()));
    assertFalse(learner.isWhole());
    assertThrows(IllegalStateException.class, learner::state);
    String first = learner.firstNonFinite().orElseThrow();
    assertTrue(first.matches("parameter \\d\\.\\w+ became (NaN|-?Infinity)"), first);
  }

  @Test
  void aRunningStatisticThatOverflowsIsFoundToo() {
    Learner learner = learner("sgd", 0.01);
    GradientSum sum = gradient();
    sum.gradient()[TRAINABLE + 200] = Float.POSITIVE_INFINITY; // Σ (x − mean)² of the first unit
    assertEquals(Optional.of(NonFinite.PARAMETER), learner.step(sum, List.of()));
    assertEquals(Optional.of("parameter 1.running_var became Infinity"), learner.firstNonFinite());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theSameHoldsForTouchedRows(String name) {
    Learner learner =
        new Learner(TABLE, rule(name), new Constant(0.01), TABLE.parameters().initialParameters(1));
    assertEquals(Optional.empty(), learner.step(touched(1), List.of()));
    LearningState before = learner.state().copy();
    assertEquals(Optional.of(NonFinite.GRADIENT), learner.step(touched(Float.NaN), List.of()));
    assertSame(before, learner.state());
    Learner overflowing =
        new Learner(
            TABLE, rule(name), new Constant(OVERFLOWING), TABLE.parameters().initialParameters(1));
    assertEquals(Optional.of(NonFinite.PARAMETER), overflowing.step(touched(1), List.of()));
  }

  @Test
  void aWeightTooSmallToDivideByIsFound() {
    Learner learner = learner("sgd", 0.01);
    GradientSum sum = gradient();
    sum.setTotals(1, 1e-40, ROWS);
    assertEquals(Optional.of(NonFinite.GRADIENT), learner.step(sum, List.of()));
  }

  private static Learner learner(String optimizer, double rate) {
    return new Learner(
        NETWORK, rule(optimizer), new Constant(rate), NETWORK.parameters().initialParameters(1));
  }

  private static UpdateRule rule(String optimizer) {
    return UpdateRule.of(Optimizer.CATALOGUE.read(Setting.scalar("optimizer", optimizer)));
  }

  private static GradientSum gradient() {
    GradientSum sum = new GradientSum(NETWORK.parameters());
    Arrays.fill(sum.gradient(), 1f);
    sum.setTotals(ROWS, ROWS, ROWS);
    return sum;
  }

  /** A gradient of some rows of the table. */
  private static GradientSum touched(float lastOfRow) {
    GradientSum sum = GradientForm.of(TABLE, 2, 0).sums().get();
    TouchedArray written = sum.written();
    Arrays.fill(written.values(), 1f);
    for (int row : new int[] {7, 999}) {
      written.touched(0).set(row);
      written.values()[row * 4 + 3] = lastOfRow;
    }
    sum.collect();
    assertFalse(sum.isWhole());
    sum.setTotals(ROWS, ROWS, ROWS);
    return sum;
  }

  private static void assertSame(LearningState expected, LearningState found) {
    assertEquals(expected.numbers(), found.numbers());
    assertEquals(expected.arrays().keySet(), found.arrays().keySet());
    expected.arrays().forEach((name, array) -> assertArrayEquals(array, found.arrays().get(name)));
  }
}
