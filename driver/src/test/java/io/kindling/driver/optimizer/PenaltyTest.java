package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PenaltyTest {
  // Two weights and a bias; scale and shift; running mean and variance.
  private static final ParameterLayout LAYOUT =
      new ModelSpec(
              Shape.vector(2),
              NetworkSpec.of(new Dense(1), new BatchNorm()),
              new BinaryCrossEntropy())
          .compile()
          .parameters();
  private static final float[] THETA = {2, -3, 5, 7, 11, 13, 17};

  @Test
  void itsValueIsThatOfTheWeightsAlone() {
    assertEquals(0.1 * (2 + 3) + 0.01 * (4 + 9), new Penalty(0.1, 0.01).value(THETA, LAYOUT), 1e-7);
  }

  @Test
  void itsGradientIsThatOfTheWeightsAlone() {
    float[] gradient = new float[THETA.length];
    Arrays.fill(gradient, 1);
    new Penalty(0.1, 0.01).addGradient(THETA, gradient, LAYOUT);
    assertArrayEquals(
        new float[] {1 + 0.1f + 0.04f, 1 - 0.1f - 0.06f, 1, 1, 1, 1, 1}, gradient, 1e-6f);
  }

  @Test
  void aWeightOfZeroIsNotPushed() {
    float[] gradient = new float[THETA.length];
    new Penalty(0.1, 0.01).addGradient(new float[THETA.length], gradient, LAYOUT);
    assertArrayEquals(new float[THETA.length], gradient);
  }

  @Test
  void whatIsLeftOutIsZero() {
    assertEquals(new Penalty(0, 0.5), Penalty.read(Setting.of("penalty", Map.of("l2", 0.5))));
    assertEquals(new Penalty(0.5, 0), Penalty.read(Setting.of("penalty", Map.of("l1", 0.5))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"l1", "l2"})
  void aNegativePenaltyIsRefused(String kind) {
    Setting declared = Setting.of("penalty", Map.of(kind, -0.1));
    assertEquals(
        "penalty: Penalty %s must be at least 0, got -0.1".formatted(kind),
        assertThrows(InvalidInputException.class, () -> Penalty.read(declared)).getMessage());
  }
}
