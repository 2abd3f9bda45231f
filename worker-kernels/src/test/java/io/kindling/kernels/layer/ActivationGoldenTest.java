package io.kindling.kernels.layer;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationGoldenTest {
  private static final JsonNode GOLDENS = Goldens.read("activations.json");

  /** The activations without arguments that both the file and the catalogue know. */
  static Stream<String> names() {
    return GOLDENS.get("activations").properties().stream()
        .map(entry -> entry.getKey())
        .filter(LayerSpec.CATALOGUE.names()::contains);
  }

  @ParameterizedTest
  @MethodSource("names")
  void valuesAreThoseOfPyTorch(String name) {
    float[] y = Goldens.floats(GOLDENS.get("x"));

    activation(name).apply(y, 0, y.length);

    assertClose(name, expected(name, "y"), y, FLOAT);
  }

  @ParameterizedTest
  @MethodSource("names")
  void derivativesAreThoseOfPyTorch(String name) {
    float[] y = Goldens.floats(GOLDENS.get("x"));
    float[] dy = new float[y.length];
    Arrays.fill(dy, 1f);

    activation(name).apply(y, 0, y.length);
    activation(name).backpropagate(y, dy, 0, dy.length);

    assertClose(name, expected(name, "dydx"), dy, FLOAT);
  }

  private static Activation activation(String name) {
    return (Activation) LayerSpec.CATALOGUE.read(Setting.scalar("test", name));
  }

  private static double[] expected(String name, String what) {
    return Goldens.doubles(GOLDENS.get("activations").get(name).get(what));
  }
}
