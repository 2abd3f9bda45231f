package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimizers have in common: they are values, and all that changes is in the state. */
final class OptimizerStateTest {
  private static final float[] GRADIENT = {1, -2, 0.5f};

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(0.1), new Momentum(0.1, 0.9), new Rmsprop(0.1, 0.9, 1e-8), new Adam(0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theStateCountsTheSteps(Optimizer optimizer) {
    OptimizerState state = optimizer.initialState(3);
    optimizer.step(new float[3], GRADIENT, state);
    optimizer.step(new float[3], GRADIENT, state);
    assertEquals(2, state.steps());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theMomentsHaveTheLayoutOfTheParameters(Optimizer optimizer) {
    OptimizerState state = optimizer.initialState(3);
    for (int i = 0; i < optimizer.moments(); i++) {
      assertEquals(3, state.moment(i).length);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theGradientIsOnlyRead(Optimizer optimizer) {
    float[] gradient = GRADIENT.clone();
    optimizer.step(new float[3], gradient, optimizer.initialState(3));
    assertArrayEquals(GRADIENT, gradient);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twoTrainingsWithOneOptimizerDoNotTouchEachOther(Optimizer optimizer) {
    float[] alone = train(optimizer);
    train(optimizer);
    assertArrayEquals(alone, train(optimizer));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aParameterWithoutGradientStays(Optimizer optimizer) {
    float[] theta = {0.25f, 0.25f};
    optimizer.step(theta, new float[] {1, 0}, optimizer.initialState(2));
    assertEquals(0.25f, theta[1]);
  }

  private static float[] train(Optimizer optimizer) {
    float[] theta = {1, 1, 1};
    OptimizerState state = optimizer.initialState(3);
    for (int step = 0; step < 5; step++) {
      optimizer.step(theta, GRADIENT, state);
    }
    return theta;
  }
}
