package io.kindling.kernels.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossCatalogueTest {
  /** The shortest declaration of each loss, its value, and what is written. */
  static Stream<Arguments> losses() {
    return Stream.of(
        arguments(
            "softmax_cross_entropy",
            new SoftmaxCrossEntropy(),
            Map.of("softmax_cross_entropy", Map.of("label_smoothing", 0.0))),
        arguments("binary_cross_entropy", new BinaryCrossEntropy(), "binary_cross_entropy"),
        arguments("sigmoid_cross_entropy", new SigmoidCrossEntropy(), "sigmoid_cross_entropy"),
        arguments("squared_error", new SquaredError(), "squared_error"),
        arguments("absolute_error", new AbsoluteError(), "absolute_error"),
        arguments("huber", new Huber(), Map.of("huber", Map.of("delta", 1.0))));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aNameMeansItsLossWithItsDefaults(String name, Loss loss, Object written) {
    assertEquals(loss, read(name));
    assertEquals(written, Loss.CATALOGUE.write(loss));
    assertEquals(loss, Loss.CATALOGUE.read(Setting.of("loss", written)));
  }

  @Test
  void theShortNamesOfErrorsAreStillRead() {
    assertEquals(new SquaredError(), read("l2"));
    assertEquals(new AbsoluteError(), read("l1"));
  }

  @Test
  void theDefaultsOfEveryLossArePinned() {
    assertEquals(List.copyOf(Loss.CATALOGUE.names()), losses().map(row -> row.get()[0]).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          softmax_cross_entropy | label_smoothing | 1    | Label smoothing must be at least 0 and below 1, got 1
          softmax_cross_entropy | label_smoothing | -0.1 | Label smoothing must be at least 0 and below 1, got -0.1
          huber                 | delta           | 0    | Huber delta must be above 0, got 0
          """)
  void aBadArgumentIsNamedWithItsPlace(String name, String argument, double value, String error) {
    Setting declared = Setting.of("loss", Map.of(name, Map.of(argument, value)));
    assertEquals(
        "loss.%s: %s".formatted(name, error),
        assertThrows(InvalidInputException.class, () -> Loss.CATALOGUE.read(declared))
            .getMessage());
  }

  @Test
  void aMisspeltNameIsAnsweredWithTheNearest() {
    assertEquals(
        "loss: found unknown loss 'softmax_crossentropy', expected 'softmax_cross_entropy'"
            + " (nearest), of: absolute_error, binary_cross_entropy, huber, sigmoid_cross_entropy,"
            + " softmax_cross_entropy, squared_error",
        assertThrows(InvalidInputException.class, () -> read("softmax_crossentropy")).getMessage());
  }

  private static Loss read(String name) {
    return Loss.CATALOGUE.read(Setting.scalar("loss", name));
  }
}
