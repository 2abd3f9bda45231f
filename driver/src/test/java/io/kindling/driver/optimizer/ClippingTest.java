package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.driver.fixture.Goldens;
import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClippingTest {
  private static final JsonNode GOLDEN = Goldens.read("optimizers.json").get("clip");

  @Test
  void theGlobalNormIsClippedAsPyTorchDoes() {
    float[] gradient = gradient();
    new ClipByGlobalNorm(1).clip(gradient, Ranges.first(gradient.length));
    double[] expected = Goldens.doubles(GOLDEN.get("clipped_to_norm_1"));
    Goldens.assertClose("gradient", expected, gradient, 1e-5);
  }

  @Test
  void valuesAreClippedAsPyTorchDoes() {
    float[] gradient = gradient();
    new ClipByValue(0.5).clip(gradient, Ranges.first(gradient.length));
    double[] expected = Goldens.doubles(GOLDEN.get("clipped_to_value_0.5"));
    Goldens.assertClose("gradient", expected, gradient, 1e-5);
  }

  @Test
  void aGradientBelowTheLimitStaysAsItIs() {
    float[] gradient = {3, 4};
    new ClipByGlobalNorm(5.1).clip(gradient, Ranges.first(2));
    assertArrayEquals(new float[] {3, 4}, gradient);
  }

  @Test
  void statisticsBehindTheParametersCountForNothing() {
    float[] gradient = {3, 4, 1000};
    new ClipByGlobalNorm(1).clip(gradient, Ranges.first(2));
    new ClipByValue(0.7).clip(gradient, Ranges.first(2));
    assertEquals(1000, gradient[2]);
    assertEquals(0.6f, gradient[0], 1e-6f);
    assertEquals(0.7f, gradient[1], 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip_by_global_norm", "clip_by_value"})
  void theLimitMustBePositive(String name) {
    Setting declared = Setting.of("clip", Map.of(name, Map.of("limit", 0)));
    assertEquals(
        "clip.%s: Clipping limit must be above 0, got 0".formatted(name),
        assertThrows(InvalidInputException.class, () -> Clipping.CATALOGUE.read(declared))
            .getMessage());
  }

  @Test
  void earlierNamesAreStillRead() {
    assertEquals(new ClipByGlobalNorm(1), read("global_norm", 1));
    assertEquals(new ClipByValue(0.5), read("value", 0.5));
  }

  @Test
  void theNamesWrittenAreTheNewOnes() {
    assertEquals(
        Map.of("clip_by_value", Map.of("limit", 0.5)),
        Clipping.CATALOGUE.write(read("value", 0.5)));
    assertEquals(List.of("clip_by_global_norm", "clip_by_value"), names());
  }

  private static Clipping read(String name, double limit) {
    return Clipping.CATALOGUE.read(Setting.of("clip", Map.of(name, Map.of("limit", limit))));
  }

  private static List<String> names() {
    return List.copyOf(Clipping.CATALOGUE.names());
  }

  private static float[] gradient() {
    return Goldens.floats(GOLDEN.get("gradient"));
  }
}
