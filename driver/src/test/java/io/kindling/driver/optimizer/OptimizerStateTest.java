package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.driver.fixture.Layouts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimizers have in common: they are values, and all that changes is in the state. */
final class OptimizerStateTest {
  private static final float[] GRADIENT = {1, -2, 0.5f};

  static Stream<Optimizer> optimizers() {
    return OptimizerConvergenceTest.table().map(row -> (Optimizer) row.get()[0]).distinct();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void whoDrivesAnOptimizerCountsItsSteps(Optimizer optimizer) {
    OptimizerState state = optimizer.initialState(Layouts.ofWeights(3));
    for (int step = 1; step <= 3; step++) {
      state.nextStep();
      optimizer.step(
          new float[3], GRADIENT.clone(), optimizer.learningRate().rate(0, List.of()), state);
      assertEquals(step, state.steps());
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theMomentsHaveTheLayoutOfTheParameters(Optimizer optimizer) {
    OptimizerState state = optimizer.initialState(Layouts.ofWeights(3));
    for (int i = 0; i < optimizer.moments(); i++) {
      assertEquals(3, state.moment(i).length);
    }
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
    OptimizerState state = optimizer.initialState(Layouts.ofWeights(2));
    state.nextStep();
    optimizer.step(theta, new float[] {1, 0}, optimizer.learningRate().rate(0, List.of()), state);
    assertEquals(0.25f, theta[1]);
  }

  private static float[] train(Optimizer optimizer) {
    float[] theta = {1, 1, 1};
    OptimizerState state = optimizer.initialState(Layouts.ofWeights(3));
    for (int step = 0; step < 5; step++) {
      state.nextStep();
      optimizer.step(theta, GRADIENT.clone(), optimizer.learningRate().rate(0, List.of()), state);
    }
    return theta;
  }
}
