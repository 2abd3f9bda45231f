package io.kindling.kernels.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerCatalogueTest {
  @Test
  void theNamesAreThese() {
    assertEquals(
        List.of(
            "zeros",
            "constant",
            "normal",
            "uniform",
            "fan_in_uniform",
            "glorot_uniform",
            "glorot_normal",
            "he_normal",
            "he_uniform",
            "lecun_normal",
            "orthogonal"),
        List.copyOf(Initializer.CATALOGUE.names()));
  }

  /** The shortest declaration of each initializer, and its value. */
  static Stream<Arguments> initializers() {
    return Stream.of(
        Arguments.of("zeros", new Zeros()),
        Arguments.of(Map.of("constant", Map.of("value", 0.1)), new Constant(0.1)),
        Arguments.of(Map.of("normal", Map.of("stddev", 0.01)), new Normal(0.01)),
        Arguments.of(Map.of("uniform", Map.of("limit", 0.05)), new Uniform(0.05)),
        Arguments.of("fan_in_uniform", new FanInUniform()),
        Arguments.of("lecun_normal", new LecunNormal()),
        Arguments.of(Map.of("orthogonal", Map.of("gain", 1.0)), new Orthogonal(1)),
        Arguments.of("glorot_uniform", new GlorotUniform()),
        Arguments.of("glorot_normal", new GlorotNormal()),
        Arguments.of("he_normal", new HeNormal()),
        Arguments.of("he_uniform", new HeUniform()));
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void namesMeanTheirInitializers(Object declared, Initializer initializer) {
    assertEquals(initializer, read(declared));
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void whatIsWrittenIsTheShortestDeclaration(Object declared, Initializer initializer) {
    assertEquals(declared, Initializer.CATALOGUE.write(initializer));
  }

  static Stream<Arguments> defaults() {
    return Stream.of(
        Arguments.of("normal", new Normal(0.01)),
        Arguments.of("uniform", new Uniform(0.05)),
        Arguments.of("orthogonal", new Orthogonal()));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void argumentsThatMayBeLeftOutAreThese(String name, Initializer initializer) {
    assertEquals(initializer, read(name));
  }

  @Test
  void everyInitializerIsChecked() {
    assertEquals(
        Initializer.CATALOGUE.names(),
        initializers()
            .map(arguments -> Initializer.CATALOGUE.nameOf(read(arguments.get()[0])))
            .collect(Collectors.toSet()));
  }

  @Test
  void aConstantNeedsItsValue() {
    assertEquals(
        "initializer: found no 'value', expected 'value'",
        assertThrows(InvalidInputException.class, () -> read("constant")).getMessage());
  }

  private static Initializer read(Object declared) {
    return Initializer.CATALOGUE.read(Setting.of("initializer", declared));
  }
}
