package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.kernels.parameter.Initializer;
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

class LayerCatalogueTest {
  @Test
  void theNamesAreThese() {
    assertEquals(
        List.of("dense", "flatten", "relu", "sigmoid", "tanh", "dropout"),
        List.copyOf(LayerSpec.CATALOGUE.names()));
  }

  /** The shortest declaration of each layer, and what it means. */
  static Stream<Arguments> defaults() {
    return Stream.of(
        Arguments.of(
            Map.of("dense", Map.of("units", 7)),
            Map.of(
                "dense",
                Map.of(
                    "units",
                    7,
                    "initializer",
                    "glorot_uniform",
                    "bias_initializer",
                    "zeros",
                    "bias",
                    true))),
        Arguments.of("flatten", "flatten"),
        Arguments.of("relu", "relu"),
        Arguments.of("sigmoid", "sigmoid"),
        Arguments.of("tanh", "tanh"),
        Arguments.of("dropout", Map.of("dropout", Map.of("rate", 0.5))));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void defaultsAreThese(Object shortest, Object complete) {
    assertEquals(complete, LayerSpec.CATALOGUE.write(read(shortest)));
  }

  @Test
  void theDefaultsOfEveryLayerArePinned() {
    assertEquals(
        LayerSpec.CATALOGUE.names(),
        defaults()
            .map(arguments -> LayerSpec.CATALOGUE.nameOf(read(arguments.get()[0])))
            .collect(Collectors.toSet()));
  }

  @Test
  void inJavaADenseLayerHasTheDefaultsOfTheConfigFile() {
    assertEquals(read(Map.of("dense", Map.of("units", 7))), new Dense(7));
  }

  @Test
  void anInitializerCanBeChosenByName() {
    assertEquals(
        new Dense(7, new HeNormal()),
        read(Map.of("dense", Map.of("units", 7, "initializer", "he_normal"))));
  }

  static Stream<LayerSpec> layers() {
    Initializer constant = new Constant(0.125);
    return Stream.of(
        new Dense(3, new HeNormal(), constant, false),
        new Flatten(),
        new Relu(),
        new Sigmoid(),
        new Tanh(),
        new Dropout(0.3));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatIsWrittenReadsAsTheSame(LayerSpec layer) {
    assertEquals(layer, read(LayerSpec.CATALOGUE.write(layer)));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "network[0]: found unknown layer 'dens', expected 'dense' (nearest), of: dense,"
                + " dropout, flatten, relu, sigmoid, tanh",
            "dens"),
        Arguments.of(
            "network[0].dense: found 'unit', expected 'units'", Map.of("dense", Map.of("unit", 3))),
        Arguments.of(
            "network[0].dense: Dense units must be at least 1, got 0",
            Map.of("dense", Map.of("units", 0))),
        Arguments.of(
            "network[0].dropout: Dropout rate must be at least 0 and below 1, got 1",
            Map.of("dropout", Map.of("rate", 1))),
        Arguments.of(
            "network[0].dropout: Dropout rate must be at least 0 and below 1, got -0.1",
            Map.of("dropout", Map.of("rate", -0.1))),
        Arguments.of(
            "network[0].dense.initializer: found unknown initializer 'he_norml', expected"
                + " 'he_normal' (nearest), of: constant, glorot_normal, glorot_uniform, he_normal,"
                + " he_uniform, zeros",
            Map.of("dense", Map.of("units", 3, "initializer", "he_norml"))),
        Arguments.of(
            "network[0].dense.units: found 'many', expected a whole number",
            Map.of("dense", Map.of("units", "many"))));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreSaidWithPlaceFoundAndExpected(String message, Object declared) {
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> read(declared)).getMessage());
  }

  private static LayerSpec read(Object declared) {
    return LayerSpec.CATALOGUE.read(Setting.of("network[0]", declared));
  }
}
