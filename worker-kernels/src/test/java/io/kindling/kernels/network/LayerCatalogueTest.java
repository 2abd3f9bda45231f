package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Embedding;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.Slice;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.GeluTanh;
import io.kindling.kernels.layer.activation.LeakyRelu;
import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Selu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Silu;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.layer.activation.Softplus;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.parameter.Constant;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.kernels.parameter.Initializer;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
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
        List.of(
            "dense",
            "flatten",
            "slice",
            "embedding",
            "sigmoid",
            "tanh",
            "relu",
            "leaky_relu",
            "prelu",
            "elu",
            "selu",
            "silu",
            "gelu",
            "gelu_tanh",
            "softplus",
            "maxout",
            "softmax",
            "dropout",
            "batch_norm",
            "layer_norm"),
        List.copyOf(LayerCatalogue.LAYERS.names()));
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
        Arguments.of("dropout", Map.of("dropout", Map.of("rate", 0.5))),
        Arguments.of(
            Map.of("slice", Map.of("from", 1, "to", 3)),
            Map.of("slice", Map.of("from", 1, "to", 3))),
        Arguments.of(
            Map.of("embedding", Map.of("categories", 9, "dimensions", 3)),
            Map.of(
                "embedding",
                Map.of(
                    "categories",
                    9,
                    "dimensions",
                    3,
                    "initializer",
                    Map.of("uniform", Map.of("limit", 0.05))))),
        Arguments.of("leaky_relu", Map.of("leaky_relu", Map.of("slope", 0.01))),
        Arguments.of("prelu", Map.of("prelu", Map.of("slope", 0.25))),
        Arguments.of("elu", Map.of("elu", Map.of("alpha", 1.0))),
        Arguments.of("selu", "selu"),
        Arguments.of("silu", "silu"),
        Arguments.of("gelu", "gelu"),
        Arguments.of("gelu_tanh", "gelu_tanh"),
        Arguments.of("softplus", "softplus"),
        Arguments.of(
            Map.of("maxout", Map.of("units", 7)),
            Map.of(
                "maxout",
                Map.of(
                    "units",
                    7,
                    "pieces",
                    2,
                    "initializer",
                    "glorot_uniform",
                    "bias_initializer",
                    "zeros"))),
        Arguments.of("softmax", "softmax"),
        Arguments.of("batch_norm", Map.of("batch_norm", Map.of("momentum", 0.1, "epsilon", 1e-5))),
        Arguments.of("layer_norm", Map.of("layer_norm", Map.of("epsilon", 1e-5))));
  }

  /** Each layer with a constructor that leaves arguments out, and its shortest declaration. */
  static Stream<Arguments> shortForms() {
    return Stream.of(
        Arguments.of(new Dense(7), Map.of("dense", Map.of("units", 7))),
        Arguments.of(new Maxout(7, 2), Map.of("maxout", Map.of("units", 7))),
        Arguments.of(
            new Embedding(9, 3), Map.of("embedding", Map.of("categories", 9, "dimensions", 3))),
        Arguments.of(new LeakyRelu(), "leaky_relu"),
        Arguments.of(new Prelu(), "prelu"),
        Arguments.of(new Elu(), "elu"),
        Arguments.of(new BatchNorm(), "batch_norm"),
        Arguments.of(new LayerNorm(), "layer_norm"));
  }

  @ParameterizedTest
  @MethodSource("shortForms")
  void inJavaALayerHasTheDefaultsOfTheConfigFile(LayerSpec layer, Object declared) {
    assertEquals(read(declared), layer);
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void defaultsAreThese(Object shortest, Object complete) {
    assertEquals(complete, LayerCatalogue.LAYERS.write(read(shortest)));
  }

  @Test
  void theDefaultsOfEveryLayerArePinned() {
    assertEquals(
        LayerCatalogue.LAYERS.names(),
        defaults()
            .map(arguments -> LayerCatalogue.LAYERS.nameOf(read(arguments.get()[0])))
            .collect(Collectors.toSet()));
  }

  @Test
  void anInitializerCanBeChosenByName() {
    assertEquals(
        new Dense(7, new HeNormal()),
        read(Map.of("dense", Map.of("units", 7, "initializer", "he_normal"))));
  }

  @Test
  void unitsMayBeLeftToTheData() {
    LayerSpec open = read(Map.of("dense", Map.of("units", "classes")));
    assertEquals(Dense.ofClasses(), open);
    NetworkSpec network = NetworkSpec.of(new Dense(7), open);
    assertEquals(NetworkSpec.of(new Dense(7), new Dense(3)), network.withOutputs(() -> 3));
    assertThrows(IllegalArgumentException.class, () -> open.outputShape(Shape.vector(2)));
  }

  static Stream<LayerSpec> layers() {
    Initializer constant = new Constant(0.125);
    return Stream.of(
        new Dense(3, new HeNormal(), constant, false),
        Dense.ofClasses(),
        new Flatten(),
        new Relu(),
        new Sigmoid(),
        new Tanh(),
        new Dropout(0.3),
        new Slice(2, 9),
        new Embedding(9, 2, constant),
        new LeakyRelu(0.2),
        new Prelu(-0.5),
        new Elu(0.5),
        new Selu(),
        new Silu(),
        new Gelu(),
        new GeluTanh(),
        new Softplus(),
        new Maxout(3, 4, new HeNormal(), constant),
        new Softmax(),
        new BatchNorm(0.01, 1e-3),
        new LayerNorm(1e-6));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatIsWrittenReadsAsTheSame(LayerSpec layer) {
    assertEquals(layer, read(LayerCatalogue.LAYERS.write(layer)));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "network[0]: found unknown layer 'dens', expected 'dense' (nearest), of: batch_norm,"
                + " dense, dropout, elu, embedding, flatten, gelu, gelu_tanh, layer_norm,"
                + " leaky_relu, maxout, prelu, relu, selu, sigmoid, silu, slice, softmax, softplus,"
                + " tanh",
            "dens"),
        Arguments.of(
            "network[0].dense: found 'unit', expected 'units'", Map.of("dense", Map.of("unit", 3))),
        Arguments.of(
            "network[0].dense.units: Dense units must be at least 1, got 0",
            Map.of("dense", Map.of("units", 0))),
        Arguments.of(
            "network[0].dropout: Dropout rate must be at least 0 and below 1, got 1",
            Map.of("dropout", Map.of("rate", 1))),
        Arguments.of(
            "network[0].dropout: Dropout rate must be at least 0 and below 1, got -0.1",
            Map.of("dropout", Map.of("rate", -0.1))),
        Arguments.of(
            "network[0].dense.initializer: found unknown initializer 'he_norml', expected"
                + " 'he_normal' (nearest), of: constant, fan_in_uniform, glorot_normal,"
                + " glorot_uniform, he_normal, he_uniform, lecun_normal, normal, orthogonal,"
                + " uniform, zeros",
            Map.of("dense", Map.of("units", 3, "initializer", "he_norml"))),
        Arguments.of(
            "network[0].maxout: Maxout pieces must be at least 1, got 0",
            Map.of("maxout", Map.of("units", 3, "pieces", 0))),
        Arguments.of(
            "network[0].maxout: Maxout units must be at least 1, got 0",
            Map.of("maxout", Map.of("units", 0))),
        Arguments.of(
            "network[0].leaky_relu: Leaky ReLU slope must be at least 0, got -0.1",
            Map.of("leaky_relu", Map.of("slope", -0.1))),
        Arguments.of(
            "network[0].elu: ELU alpha must be above 0, got 0", Map.of("elu", Map.of("alpha", 0))),
        Arguments.of(
            "network[0].batch_norm: Batch norm momentum must be above 0 and at most 1, got 1.5",
            Map.of("batch_norm", Map.of("momentum", 1.5))),
        Arguments.of(
            "network[0].batch_norm: Batch norm epsilon must be above 0, got 0",
            Map.of("batch_norm", Map.of("epsilon", 0))),
        Arguments.of(
            "network[0].layer_norm: Layer norm epsilon must be above 0, got -1",
            Map.of("layer_norm", Map.of("epsilon", -1))),
        Arguments.of(
            "network[0].embedding: Embedding categories must be at least 1, got 0",
            Map.of("embedding", Map.of("categories", 0, "dimensions", 3))),
        Arguments.of(
            "network[0].embedding: Embedding dimensions must be at least 1, got 0",
            Map.of("embedding", Map.of("categories", 4, "dimensions", 0))),
        Arguments.of(
            "network[0].slice: Slice from must be at least 0, got -1",
            Map.of("slice", Map.of("from", -1, "to", 1))),
        Arguments.of(
            "network[0].slice: Slice to must be at least 3, got 2",
            Map.of("slice", Map.of("from", 2, "to", 2))),
        Arguments.of(
            "network[0].dense.units: found unknown number of units 'many', expected one of: classes,"
                + " count",
            Map.of("dense", Map.of("units", "many"))));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreSaidWithPlaceFoundAndExpected(String message, Object declared) {
    assertEquals(
        message, assertThrows(InvalidInputException.class, () -> read(declared)).getMessage());
  }

  private static LayerSpec read(Object declared) {
    return LayerCatalogue.LAYERS.read(Setting.of("network[0]", declared));
  }
}
