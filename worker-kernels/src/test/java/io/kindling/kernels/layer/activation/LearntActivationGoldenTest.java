package io.kindling.kernels.layer.activation;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.layer.Layer;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PReLU and maxout with all their gradients, as PyTorch computes them. */
class LearntActivationGoldenTest {
  private static final JsonNode GOLDENS = Goldens.read("activations.json");

  @Test
  void preluIsThatOfPyTorch() {
    JsonNode golden = GOLDENS.get("prelu");
    check(golden, new Prelu(), Map.of("0.slope", "alpha_per_unit"), Map.of("0.slope", "dalpha"));
  }

  @Test
  void maxoutIsThatOfItsDefinition() {
    JsonNode golden = GOLDENS.get("maxout");
    JsonNode weight = golden.get("W");
    check(
        golden,
        new Maxout(weight.get(0).size(), weight.size()),
        Map.of("0.weight", "W", "0.bias", "b"),
        Map.of("0.weight", "dW", "0.bias", "db"));
  }

  private static void check(
      JsonNode golden,
      LayerSpec spec,
      Map<String, String> parameters,
      Map<String, String> gradients) {
    int rows = golden.get("x").size();
    int inputs = golden.get("x").get(0).size();
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    builder.startLayer("0");
    Layer layer = spec.compile(0, Shape.vector(inputs), builder).orElseThrow();
    ParameterLayout layout = builder.build();
    float[] theta = new float[layout.size()];
    float[] gradient = new float[layout.size()];
    Arrays.fill(gradient, Float.NaN);
    for (ParameterSlice slice : layout.slices()) {
      float[] values = Goldens.floats(golden.get(parameters.getOrDefault(slice.name(), "")));
      System.arraycopy(values, 0, theta, slice.offset(), slice.length());
    }
    float[] x = Goldens.floats(golden.get("x"));
    float[] y = new float[rows * layer.outputs()];
    float[] dx = new float[x.length];
    float[] scratch = new float[(int) layer.scratch(rows, true)];

    layer.forward(Pass.training(rows, 0), theta, x, y, scratch);
    float[] dy = Goldens.floats(golden.get("dy"));
    layer.backward(Pass.training(rows, 0), theta, x, y, scratch, dy, dx, gradient);

    assertClose("y", Goldens.doubles(golden.get("y")), y, FLOAT);
    assertClose("dx", Goldens.doubles(golden.get("dx")), dx, FLOAT);
    for (ParameterSlice slice : layout.slices()) {
      assertClose(
          slice.name(),
          Goldens.doubles(golden.get(gradients.getOrDefault(slice.name(), ""))),
          Arrays.copyOfRange(gradient, slice.offset(), slice.end()),
          FLOAT);
    }
  }
}
