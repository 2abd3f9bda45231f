package io.kindling.driver.optimizer;

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

/** What a config file may say of an optimizer, and what it leaves out. */
final class OptimizerDeclarationTest {
  private static final String PLACE = "run.yaml:7: optimizer";

  static Stream<Arguments> defaults() {
    return Stream.of(
        arguments("sgd", new Sgd(0.01)),
        arguments("momentum", new Momentum(0.01, 0.9)),
        arguments("rmsprop", new Rmsprop(0.01, 0.99, 1e-8)),
        arguments("adam", new Adam(0.001, 0.9, 0.999, 1e-8)));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void aBareNameMeansTheDefaults(String name, Optimizer expected) {
    assertEquals(expected, Optimizer.CATALOGUE.read(Setting.scalar(PLACE, name)));
  }

  @Test
  void theNamesAreThoseOfTheManual() {
    assertEquals(
        List.of("sgd", "momentum", "rmsprop", "adam"), List.copyOf(Optimizer.CATALOGUE.names()));
  }

  @Test
  void theShortAdamHasTheDefaultsOfTheDeclaredOne() {
    Setting declared = Setting.of(PLACE, Map.of("adam", Map.of("learning_rate", 0.02)));
    assertEquals(new Adam(0.02), Optimizer.CATALOGUE.read(declared));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void anOptimizerIsReadBackAsItWasWritten(String name, Optimizer optimizer) {
    Object written = Optimizer.CATALOGUE.write(optimizer);
    assertEquals(optimizer, Optimizer.CATALOGUE.read(Setting.of(PLACE, written)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sgd      | learning_rate | -0.5 | Learning rate must be above 0, got -0.5
          sgd      | learning_rate | 0    | Learning rate must be above 0, got 0
          momentum | learning_rate | -1   | Learning rate must be above 0, got -1
          momentum | momentum      | 1.5  | Momentum must be at least 0 and below 1, got 1.5
          momentum | momentum      | -0.1 | Momentum must be at least 0 and below 1, got -0.1
          rmsprop  | learning_rate | -1   | Learning rate must be above 0, got -1
          rmsprop  | rho           | 1    | RMSProp rho must be at least 0 and below 1, got 1
          rmsprop  | epsilon       | 0    | RMSProp epsilon must be above 0, got 0
          adam     | learning_rate | -1   | Learning rate must be above 0, got -1
          adam     | beta1         | 1.0  | Adam beta1 must be at least 0 and below 1, got 1
          adam     | beta2         | 1.0  | Adam beta2 must be at least 0 and below 1, got 1
          adam     | epsilon       | 0    | Adam epsilon must be above 0, got 0
          """)
  void aBadArgumentIsNamedWithItsPlace(String name, String argument, double value, String error) {
    Setting declared = Setting.of(PLACE, Map.of(name, Map.of(argument, value)));
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> Optimizer.CATALOGUE.read(declared));
    assertEquals("%s.%s: %s".formatted(PLACE, name, error), thrown.getMessage());
  }

  @Test
  void aRateThatIsNoNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Sgd(Double.NaN));
  }

  @Test
  void anArgumentOfAnotherOptimizerIsRefused() {
    Setting declared = Setting.of(PLACE, Map.of("sgd", Map.of("momentum", 0.9)));
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> Optimizer.CATALOGUE.read(declared));
    assertEquals(
        PLACE + ".sgd.momentum: found unknown key 'momentum', expected one of: learning_rate",
        thrown.getMessage());
  }
}
