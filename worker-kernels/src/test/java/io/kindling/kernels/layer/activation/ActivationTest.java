package io.kindling.kernels.layer.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Activation;
import io.kindling.kernels.layer.Identity;
import io.kindling.kernels.math.VectorMath;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {
  private static final float[] VALUES = {-3, -0.5f, 0.25f, 2, 7};

  static Stream<Activation> activations() {
    return Stream.of(
        new Relu(),
        new LeakyRelu(),
        new Elu(),
        new Selu(),
        new Sigmoid(),
        new Tanh(),
        new Identity());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valuesOutsideTheRangeStayAsTheyAre(Activation activation) {
    float[] z = VALUES.clone();

    activation.apply(new VectorMath(), z, 1, 4);

    assertArrayEquals(new float[] {-3, 7}, new float[] {z[0], z[4]});
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gradientsOutsideTheRangeStayAsTheyAre(Activation activation) {
    float[] dy = VALUES.clone();

    activation.backpropagate(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f}, dy, 1, 4);

    assertArrayEquals(new float[] {-3, 7}, new float[] {dy[0], dy[4]});
  }

  @ParameterizedTest
  @MethodSource("activations")
  void theDerivativeMultipliesTheGradientThatArrives(Activation activation) {
    float[] once = {1};
    float[] thrice = {-3};
    float[] y = {0.25f};

    activation.backpropagate(y, once, 0, 1);
    activation.backpropagate(y, thrice, 0, 1);

    assertEquals(-3 * once[0], thrice[0]);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void notANumberStaysNotANumber(Activation activation) {
    float[] z = {Float.NaN};

    activation.apply(new VectorMath(), z, 0, 1);

    assertTrue(Float.isNaN(z[0]));
  }

  static Stream<Activation> withDerivatives() {
    return activations().filter(activation -> !(activation instanceof Identity));
  }

  @ParameterizedTest
  @MethodSource("withDerivatives")
  void theDerivativeAtWhatIsNotANumberIsNotHidden(Activation activation) {
    float[] dy = {1};

    activation.backpropagate(new float[] {Float.NaN}, dy, 0, 1);

    assertTrue(Float.isNaN(dy[0]), activation.toString());
  }

  static Stream<Arguments> slopes() {
    return Stream.of(
        Arguments.of(new LeakyRelu(0.3), 0.3f, 1f),
        Arguments.of(new Elu(0.7), 0.7f - 0.01f, 1f),
        Arguments.of(new Selu(), 1.7580993f - 0.01f, 1.050701f));
  }

  @ParameterizedTest
  @MethodSource("slopes")
  void aboveZeroTheSlopeIsExactHoweverSmallTheValue(
      Activation activation, float below, float above) {
    float[] dy = {1, 1, 1};

    activation.backpropagate(new float[] {-0.01f, Float.MIN_VALUE, 1e30f}, dy, 0, 3);

    assertArrayEquals(new float[] {below, above, above}, dy);
  }

  @Test
  void theDerivativeOfReluAtZeroIsZero() {
    float[] dy = {5};

    new Relu().backpropagate(new float[] {0}, dy, 0, 1);

    assertEquals(0, dy[0]);
  }

  @Test
  void tanhSaturatesExactly() {
    float[] z = {-1000, 1000, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};

    new Tanh().apply(new VectorMath(), z, 0, 4);

    assertArrayEquals(new float[] {-1, 1, -1, 1}, z);
  }

  @Test
  void sigmoidSaturatesExactly() {
    float[] z = {-1000, 1000, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};

    new Sigmoid().apply(new VectorMath(), z, 0, 4);

    assertArrayEquals(new float[] {0, 1, 0, 1}, z);
  }
}
