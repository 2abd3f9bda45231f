package io.kindling.kernels.layer.activation;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.layer.ElementwiseActivation;
import io.kindling.kernels.layer.Identity;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.network.LayerCatalogue;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.testing.Goldens;
import io.kindling.kernels.testing.LayerRun;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationGoldenTest {
  private static final JsonNode GOLDENS = Goldens.read("activations.json");
  private static final Pattern WITH_ARGUMENT = Pattern.compile("(\\w+)\\((.*)\\)");
  private static final Map<String, String> ARGUMENTS =
      Map.of("leaky_relu", "slope", "elu", "alpha");

  static Stream<String> names() {
    return GOLDENS.get("activations").properties().stream().map(entry -> entry.getKey());
  }

  @ParameterizedTest
  @MethodSource("names")
  void valuesAndDerivativesAreThoseOfPyTorch(String name) {
    float[] x = Goldens.floats(GOLDENS.get("x"));
    float[] ones = new float[x.length];
    Arrays.fill(ones, 1f);
    LayerRun run = LayerRun.training(1, x, layer(name));

    float[] y = run.forward();
    float[] dx = run.backward(ones);

    assertClose(name, expected(name, "y"), y, FLOAT);
    assertClose(name, expected(name, "dydx"), dx, FLOAT);
  }

  @Test
  void everyActivationHasGoldenValues() {
    Set<String> activations = new TreeSet<>();
    LayerCatalogue.LAYERS
        .kinds()
        .forEach(
            (name, kind) -> {
              if (ElementwiseActivation.class.isAssignableFrom(kind)) {
                activations.add(name);
              }
            });
    Set<String> golden = new TreeSet<>(names().map(name -> name.replaceAll("\\(.*", "")).toList());
    golden.remove("identity");

    assertEquals(golden, activations);
  }

  private static LayerSpec layer(String name) {
    Matcher matcher = WITH_ARGUMENT.matcher(name);
    if (name.equals("identity")) {
      return new Identity();
    }
    if (!matcher.matches()) {
      return LayerCatalogue.LAYERS.read(Setting.scalar("test", name));
    }
    String kind = matcher.group(1);
    Object argument = Double.valueOf(matcher.group(2));
    return LayerCatalogue.LAYERS.read(
        Setting.of("test", Map.of(kind, Map.of(ARGUMENTS.getOrDefault(kind, "none"), argument))));
  }

  private static double[] expected(String name, String what) {
    return Goldens.doubles(GOLDENS.get("activations").get(name).get(what));
  }
}
