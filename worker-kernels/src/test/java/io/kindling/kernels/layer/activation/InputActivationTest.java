package io.kindling.kernels.layer.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.InputActivation;
import io.kindling.kernels.math.VectorMath;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations that keep their derivative, each value by its own size, not by the largest. */
class InputActivationTest {
  private static final int COUNT = 2001;

  /** An activation, its definition and its derivative in double precision, and how far out. */
  static Stream<Arguments> definitions() {
    return Stream.of(
        Arguments.of(new Softplus(), of(x -> Math.log1p(Math.exp(x))), of(x -> logistic(x)), 30.0),
        Arguments.of(
            new Silu(),
            of(x -> x * logistic(x)),
            of(x -> logistic(x) * (1 + x * logistic(-x))),
            30.0),
        Arguments.of(
            new GeluTanh(),
            of(x -> x * logistic(2 * u(x))),
            of(
                x ->
                    logistic(2 * u(x))
                        * (1 + 2 * x * logistic(-2 * u(x)) * scale() * (1 + 0.134145 * x * x))),
            4.0));
  }

  private static DoubleUnaryOperator of(DoubleUnaryOperator function) {
    return function;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double scale() {
    return Math.sqrt(2 / Math.PI);
  }

  private static double u(double x) {
    return scale() * (x + 0.044715 * x * x * x);
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void valuesAndDerivativesAreThoseOfTheDefinitionFarOutAndNearZero(
      InputActivation activation,
      DoubleUnaryOperator value,
      DoubleUnaryOperator derivative,
      double farthest) {
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) (farthest * (2.0 * i / (COUNT - 1) - 1));
    }
    float[] y = x.clone();
    float[] slopes = new float[COUNT];

    activation.apply(new VectorMath(), y, slopes, 0, COUNT);

    for (int i = 0; i < COUNT; i++) {
      double expected = value.applyAsDouble(x[i]);
      double slope = derivative.applyAsDouble(x[i]);
      // Written so that NaN fails.
      assertTrue(
          Math.abs(y[i] - expected) <= 3e-6 * Math.abs(expected), () -> "value of " + activation);
      assertTrue(Math.abs(slopes[i] - slope) <= 3e-6, () -> "derivative of " + activation);
    }
  }

  static Stream<InputActivation> activations() {
    return Stream.of(new Softplus(), new Silu(), new Gelu(), new GeluTanh());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void whatLiesOutsideTheRangeStaysAsItIs(InputActivation activation) {
    float[] z = {-3, -0.5f, 0.25f, 2, 7};
    float[] kept = {11, 12, 13, 14, 15};
    float[] dy = {21, 22, 23, 24, 25};
    float[] alone = {-0.5f, 0.25f, 2};
    float[] keptAlone = new float[3];
    float[] dyAlone = {22, 23, 24};
    activation.forward(new VectorMath(), alone, keptAlone, 0, 3);
    activation.backward(alone, keptAlone, dyAlone, 0, 3);

    activation.forward(new VectorMath(), z, kept, 1, 4);
    activation.backward(z, kept, dy, 1, 4);

    assertArrayEquals(new float[] {-3, alone[0], alone[1], alone[2], 7}, z);
    assertArrayEquals(new float[] {11, keptAlone[0], keptAlone[1], keptAlone[2], 15}, kept);
    assertArrayEquals(new float[] {21, dyAlone[0], dyAlone[1], dyAlone[2], 25}, dy);
  }
}
