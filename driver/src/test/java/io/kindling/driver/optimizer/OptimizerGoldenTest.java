package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.fixture.Goldens;
import io.kindling.driver.fixture.Layouts;
import io.kindling.driver.fixture.OptimizerKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer takes the steps that PyTorch takes on one sequence of gradients. */
final class OptimizerGoldenTest {
  private static final JsonNode GOLDENS = Goldens.read("optimizers.json");
  private static final JsonNode PARAMETERS = GOLDENS.get("parameters_after_step");

  static Stream<String> keys() {
    return StreamSupport.stream(((Iterable<String>) PARAMETERS::fieldNames).spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theFirstStepIsThatOfPyTorch(String key) {
    assertAgreesAfter(1, key, 1e-5);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void tenStepsAreThoseOfPyTorch(String key) {
    assertAgreesAfter(10, key, 1e-4);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void twentyFiveStepsAreThoseOfPyTorch(String key) {
    assertAgreesAfter(25, key, 1e-4);
  }

  @Test
  void everyOptimizerHasAGoldenButTheTwoThatPyTorchLacks() {
    Set<String> wanted = new TreeSet<>(Optimizer.CATALOGUE.names());
    wanted.removeAll(Set.of("lars", "lamb"));
    assertEquals(
        wanted,
        keys()
            .map(key -> OptimizerKey.parse(key).kind())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void assertAgreesAfter(int steps, String key, double bound) {
    Optimizer optimizer = OptimizerKey.parse(key).optimizer();
    float[] theta = Goldens.floats(GOLDENS.get("initial"));
    OptimizerState state = optimizer.initialState(Layouts.ofWeights(theta.length));
    for (int step = 0; step < steps; step++) {
      state.nextStep();
      optimizer.step(
          theta,
          Goldens.floats(GOLDENS.get("gradients").get(step)),
          optimizer.learningRate().rate(0, List.of()),
          state);
    }
    double[] expected = Goldens.doubles(PARAMETERS.get(key).get(steps - 1));
    Goldens.assertClose("parameters", expected, theta, bound);
  }
}
