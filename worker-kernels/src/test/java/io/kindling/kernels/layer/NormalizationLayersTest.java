package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.parameter.ParameterLayout.RunningStatistics;
import io.kindling.kernels.testing.LayerRun;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisations where values are far from 0, and gradients that replace what was there. */
class NormalizationLayersTest {
  private static final float FAR = 1e7f;

  /** Three rows around 10,000,000⅔, which no floating-point number is; units by fours and alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void aMeanThatFloatsDoNotHoldIsTakenOffExactly(int units) {
    float[] x = new float[3 * units];
    float[] expected = new float[3 * units];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < units ? FAR : FAR + 1;
      expected[i] = (float) (i < units ? -Math.sqrt(2) : Math.sqrt(0.5));
    }

    float[] y = LayerRun.training(3, x, new BatchNorm(0.1, 1e-9)).forward();

    assertArrayEquals(expected, y, 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aRowFarFromZeroIsNormalisedExactly(int pairs) {
    float[] x = new float[2 * pairs];
    float[] expected = new float[2 * pairs];
    for (int i = 0; i < x.length; i++) {
      x[i] = FAR + i % 2;
      expected[i] = i % 2 == 0 ? -1 : 1;
    }

    float[] y = LayerRun.training(1, x, new LayerNorm(1e-9)).forward();

    assertArrayEquals(expected, y, 1e-6f);
  }

  static Stream<LayerSpec> normalizations() {
    return Stream.of(new BatchNorm(0.1, 1e-5), new LayerNorm(1e-5));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void aGradientReplacesThatOfTheStepBefore(LayerSpec spec) {
    float[] x = {1, -2, 3, 0.5f, 4, -1, 2, 2, -3};
    float[] dy = {1, 2, -1, 0.5f, -2, 3, 1, 1, 0.25f};
    LayerRun run = LayerRun.training(3, x, spec);
    run.forward();
    run.backward(dy);
    float[] first = run.gradient().clone();

    run.forward();
    run.backward(dy);

    assertArrayEquals(first, run.gradient());
    for (float value : first) {
      assertFalse(Float.isNaN(value), "what was there before is still there");
    }
  }

  /** Units by fours and alone; the rows' means are no floating-point numbers. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void gradientsFarFromZeroAreThoseNearIt(int units) {
    for (LayerSpec spec : List.of(new BatchNorm(0.1, 1e-9), new LayerNorm(1e-9))) {
      float[] x = new float[2 * units];
      float[] far = new float[2 * units];
      float[] dy = new float[2 * units];
      for (int i = 0; i < x.length; i++) {
        x[i] = 3 * i % 7;
        far[i] = FAR + x[i];
        dy[i] = 1 + i % 4;
      }
      LayerRun near = LayerRun.training(2, x, spec);
      LayerRun away = LayerRun.training(2, far, spec);
      near.forward();
      away.forward();
      assertArrayEquals(near.backward(dy), away.backward(dy), 1e-5f, spec.toString());
      // Scale and shift; running statistics come behind.
      assertArrayEquals(
          Arrays.copyOf(near.gradient(), 2 * units),
          Arrays.copyOf(away.gradient(), 2 * units),
          1e-5f,
          spec.toString());
    }
  }

  @Test
  void momentumIsAboveZeroAndAtMostOne() {
    assertEquals(1, new BatchNorm(1, 1e-5).momentum());
    for (double momentum : new double[] {0, 1.001, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new BatchNorm(momentum, 1e-5));
    }
  }

  @Test
  void runningStatisticsMoveTowardsThoseOfTheBatch() {
    Layer layer = new BatchNormLayer(1, 0, 1, new RunningStatistics(2, 3), 0.25, 1e-5);
    float[] parameters = {1, 0, 2, 1};
    layer.updateStatistics(parameters, new float[] {0, 0, 6, 8}, 5);
    assertArrayEquals(new float[] {1, 0, 3, 1.25f}, parameters);
  }
}
