package io.kindling.kernels.layer;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.testing.LayerRun;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A dense layer with more values than it takes at once, so that it goes over several row blocks.
 */
class DenseLayerTest {
  private static final int ROWS = 5;
  private static final int INPUTS = 3;
  private static final int UNITS = 900;

  private final float[] x = noise(1, ROWS * INPUTS);
  private final float[] dy = noise(2, ROWS * UNITS);

  static Stream<Arguments> activations() {
    return Stream.of(
        Arguments.of(new Tanh(), (DoubleUnaryOperator) Math::tanh),
        Arguments.of(new Gelu(), (DoubleUnaryOperator) DenseLayerTest::gelu));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("activations")
  void everyRowHasItsBiasAndItsActivation(LayerSpec activation, DoubleUnaryOperator f) {
    LayerRun run = run(activation);
    double[] expected = new double[ROWS * UNITS];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = f.applyAsDouble(affine(run.theta(), i));
    }

    assertClose("y", expected, run.forward(), FLOAT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("activations")
  void theGradientByTheBiasesIsTheSumOverAllRows(LayerSpec activation, DoubleUnaryOperator f) {
    LayerRun run = run(activation);
    double[] expected = new double[UNITS];
    for (int i = 0; i < ROWS * UNITS; i++) {
      double z = affine(run.theta(), i);
      double slope = (f.applyAsDouble(z + 1e-5) - f.applyAsDouble(z - 1e-5)) / 2e-5;
      expected[i % UNITS] += dy[i] * slope;
    }

    run.forward();
    run.backward(dy);

    float[] bias = Arrays.copyOfRange(run.gradient(), UNITS * INPUTS, UNITS * (INPUTS + 1));
    assertClose("db", expected, bias, FLOAT);
  }

  private LayerRun run(LayerSpec activation) {
    LayerRun run = LayerRun.training(ROWS, x, new Dense(UNITS), activation);
    System.arraycopy(noise(3, UNITS), 0, run.theta(), UNITS * INPUTS, UNITS);
    return run;
  }

  /** The value at a place of x Wᵀ + b, (rows, units). */
  private double affine(float[] theta, int place) {
    int unit = place % UNITS;
    double sum = theta[UNITS * INPUTS + unit];
    for (int i = 0; i < INPUTS; i++) {
      sum += (double) theta[unit * INPUTS + i] * x[place / UNITS * INPUTS + i];
    }
    return sum;
  }

  /** x Φ(x), with Φ by its series. */
  private static double gelu(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-17; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return x * (0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
  }

  private static float[] noise(long seed, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) CounterRandom.gaussian(seed, i);
    }
    return values;
  }
}
