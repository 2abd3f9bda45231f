package io.kindling.kernels.layer.activation;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.testing.Goldens;
import io.kindling.kernels.testing.LayerRun;
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
    LayerRun run = LayerRun.training(rows, Goldens.floats(golden.get("x")), spec);
    ParameterLayout layout = run.layout();
    for (ParameterSlice slice : layout.slices()) {
      float[] values = Goldens.floats(golden.get(parameters.getOrDefault(slice.name(), "")));
      System.arraycopy(values, 0, run.theta(), slice.offset(), slice.length());
    }

    float[] y = run.forward();
    float[] dx = run.backward(Goldens.floats(golden.get("dy")));

    assertClose("y", Goldens.doubles(golden.get("y")), y, FLOAT);
    assertClose("dx", Goldens.doubles(golden.get("dx")), dx, FLOAT);
    for (ParameterSlice slice : layout.slices()) {
      assertClose(
          slice.name(),
          Goldens.doubles(golden.get(gradients.getOrDefault(slice.name(), ""))),
          Arrays.copyOfRange(run.gradient(), slice.offset(), slice.end()),
          FLOAT);
    }
  }
}
