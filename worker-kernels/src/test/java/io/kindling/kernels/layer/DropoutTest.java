package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.testing.LayerRun;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int ROWS = 400;
  private static final int WIDTH = 250;
  private static final int VALUES = ROWS * WIDTH;
  private static final long SEED = 20;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.5, 0.9})
  void theShareOfKeptValuesIsOneMinusRate(double rate) {
    float[] y = forward(rate, 1, ROWS, SEED, ones());
    int kept = 0;
    for (float value : y) {
      kept += value == 0 ? 0 : 1;
    }

    double deviation = Math.sqrt(rate * (1 - rate) / VALUES);
    assertEquals(1 - rate, (double) kept / VALUES, 4 * deviation, "seed " + SEED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.5, 0.9})
  void theMeanStays(double rate) {
    float[] x = values();
    float[] y = forward(rate, 1, ROWS, SEED, x);
    double difference = 0;
    double squares = 0;
    for (int i = 0; i < VALUES; i++) {
      difference += (double) y[i] - x[i];
      squares += (double) x[i] * x[i];
    }

    double deviation = Math.sqrt(squares * rate / (1 - rate));
    assertEquals(0, difference, 4 * deviation, "seed " + SEED);
  }

  @Test
  void aKeptValueIsDividedByItsProbability() {
    float[] y = forward(0.75, 1, ROWS, SEED, ones());

    for (float value : y) {
      assertTrue(value == 0 || value == 4, () -> "found " + value + ", seed " + SEED);
    }
  }

  @Test
  void rateZeroKeepsEverything() {
    float[] x = values();

    assertArrayEquals(x, forward(0, 1, ROWS, SEED, x));
  }

  @Test
  void evaluationChangesNothing() {
    float[] x = values();

    assertArrayEquals(x, LayerRun.evaluation(ROWS, x, new Dropout(0.5)).forward());
  }

  @Test
  void theSameKeyDrawsTheSameMask() {
    float[] x = ones();

    assertArrayEquals(forward(0.5, 1, ROWS, SEED, x), forward(0.5, 1, ROWS, SEED, x));
  }

  @Test
  void fewerRowsDrawTheSameMaskForThemselves() {
    float[] all = forward(0.5, 1, ROWS, SEED, ones());
    float[] some = forward(0.5, 1, 3, SEED, ones());

    assertArrayEquals(Arrays.copyOf(all, 3 * WIDTH), Arrays.copyOf(some, 3 * WIDTH));
  }

  @Test
  void theNextStepDrawsAnIndependentMask() {
    assertIndependent(
        forward(0.5, 1, ROWS, CounterRandom.key(SEED, 1), ones()),
        forward(0.5, 1, ROWS, CounterRandom.key(SEED, 2), ones()));
  }

  @Test
  void theNextLayerDrawsAnIndependentMask() {
    assertIndependent(forward(0.5, 1, ROWS, SEED, ones()), forward(0.5, 2, ROWS, SEED, ones()));
  }

  @Test
  void theGradientPassesWhereTheValuePassed() {
    LayerRun run = LayerRun.training(ROWS, ones(), new Dropout(0.5), 1, SEED);

    float[] y = run.forward();
    float[] dx = run.backward(ones());

    assertArrayEquals(y, dx);
  }

  @Test
  void evaluationPassesTheWholeGradient() {
    LayerRun run = LayerRun.evaluation(ROWS, ones(), new Dropout(0.5));

    float[] dx = run.backward(values());

    assertArrayEquals(values(), dx);
  }

  private static void assertIndependent(float[] one, float[] other) {
    int both = 0;
    for (int i = 0; i < VALUES; i++) {
      both += one[i] == 0 && other[i] == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(0.25 * 0.75 / VALUES);
    assertEquals(0.25, (double) both / VALUES, 4 * deviation, "dropped in both, seed " + SEED);
  }

  private static float[] forward(double rate, int index, int rows, long key, float[] x) {
    return LayerRun.training(rows, x, new Dropout(rate), index, key).forward();
  }

  private static float[] ones() {
    float[] ones = new float[VALUES];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static float[] values() {
    float[] values = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = (float) CounterRandom.uniform(SEED, i);
    }
    return values;
  }
}
