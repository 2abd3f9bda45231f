package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Cosine;
import io.kindling.driver.schedule.Schedule;
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
        arguments("sgd", new Sgd(rate(0.01), 0)),
        arguments("momentum", new Momentum(rate(0.01), 0.9, 0)),
        arguments("nesterov", new Nesterov(rate(0.01), 0.9, 0)),
        arguments("adagrad", new Adagrad(rate(0.01), 1e-10, 0)),
        arguments("adadelta", new Adadelta(rate(1), 0.9, 1e-6, 0)),
        arguments("rmsprop", new Rmsprop(rate(0.01), 0.99, 1e-8, 0, false, 0)),
        arguments("adam", new Adam(rate(0.001), 0.9, 0.999, 1e-8, false, 0)),
        arguments("adamw", new Adamw(rate(0.001), 0.9, 0.999, 1e-8, 0.01)),
        arguments("adamax", new Adamax(rate(0.002), 0.9, 0.999, 1e-8, 0)),
        arguments("nadam", new Nadam(rate(0.002), 0.9, 0.999, 1e-8, 0.004, 0)),
        arguments("radam", new Radam(rate(0.001), 0.9, 0.999, 1e-8, 0)),
        arguments("lars", new Lars(rate(0.1), 0.9, 0.001, 0)),
        arguments("lamb", new Lamb(rate(0.001), 0.9, 0.999, 1e-6, 0)));
  }

  private static Schedule rate(double value) {
    return new Constant(value);
  }

  /** The constructors that leave arguments out. */
  static Stream<Arguments> shortForms() {
    return Stream.of(
        arguments("sgd", new Sgd(0.01)),
        arguments("momentum", new Momentum(0.01, 0.9)),
        arguments("nesterov", new Nesterov(0.01, 0.9)),
        arguments("adagrad", new Adagrad(0.01)),
        arguments("adadelta", new Adadelta()),
        arguments("rmsprop", new Rmsprop(0.01, 0.99, 1e-8)),
        arguments("adam", new Adam(0.001)),
        arguments("adamw", new Adamw(0.001)),
        arguments("adamax", new Adamax(0.002)),
        arguments("nadam", new Nadam(0.002)),
        arguments("radam", new Radam(0.001)),
        arguments("lars", new Lars(0.1)),
        arguments("lamb", new Lamb(0.001)));
  }

  @ParameterizedTest
  @MethodSource("shortForms")
  void inJavaAnOptimizerHasTheDefaultsOfTheConfigFile(String name, Optimizer optimizer) {
    assertEquals(Optimizer.CATALOGUE.read(Setting.scalar(PLACE, name)), optimizer);
  }

  @Test
  void aScheduleStandsWhereTheRateDoes() {
    Object cosine = Map.of("cosine", Map.of("initial", 0.1));
    Setting declared = Setting.of(PLACE, Map.of("sgd", Map.of("learning_rate", cosine)));
    assertEquals(new Sgd(new Cosine(0.1)), Optimizer.CATALOGUE.read(declared));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void aBareNameMeansTheDefaults(String name, Optimizer expected) {
    assertEquals(expected, Optimizer.CATALOGUE.read(Setting.scalar(PLACE, name)));
  }

  @Test
  void theDefaultsOfEveryOptimizerArePinned() {
    assertEquals(
        List.copyOf(Optimizer.CATALOGUE.names()),
        defaults().map(arguments -> arguments.get()[0]).toList());
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
          adam     | weight_decay  | -1   | Weight decay must be at least 0, got -1
          sgd      | weight_decay  | -1   | Weight decay must be at least 0, got -1
          nesterov | momentum      | 1    | Momentum must be at least 0 and below 1, got 1
          adagrad  | epsilon       | 0    | Adagrad epsilon must be above 0, got 0
          adadelta | rho           | 1    | Adadelta rho must be at least 0 and below 1, got 1
          rmsprop  | momentum      | 1.5  | RMSProp momentum must be at least 0 and below 1, got 1.5
          adamw    | weight_decay  | -1   | Weight decay must be at least 0, got -1
          adamax   | beta1         | 1    | Adamax beta1 must be at least 0 and below 1, got 1
          nadam    | momentum_decay | -1  | Nadam momentum_decay must be at least 0, got -1
          radam    | beta2         | 1    | RAdam beta2 must be at least 0 and below 1, got 1
          lars     | trust         | 0    | LARS trust must be above 0, got 0
          lamb     | epsilon       | 0    | LAMB epsilon must be above 0, got 0
          """)
  void aBadArgumentIsNamedWithItsPlace(String name, String argument, double value, String error) {
    Setting declared = Setting.of(PLACE, Map.of(name, Map.of(argument, value)));
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> Optimizer.CATALOGUE.read(declared));
    String place = argument.equals("learning_rate") ? name + ".learning_rate" : name;
    assertEquals("%s.%s: %s".formatted(PLACE, place, error), thrown.getMessage());
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
        PLACE
            + ".sgd.momentum: found unknown key 'momentum', expected one of: learning_rate,"
            + " weight_decay",
        thrown.getMessage());
  }
}
