package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.ElementwiseActivation;
import io.kindling.kernels.layer.Flatten;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCompileTest {
  private static final Loss SOFTMAX = new SoftmaxCrossEntropy();
  private static final Loss BINARY = new BinaryCrossEntropy();

  @Test
  void slicesAreNamedByLayerAndRole() {
    Network network = compile(SOFTMAX, new Dense(7), new Relu(), new Dropout(0.5), new Dense(3));

    assertEquals(
        List.of("0.weight", "0.bias", "3.weight", "3.bias"),
        network.parameters().slices().stream().map(ParameterSlice::name).toList());
  }

  @Test
  void weightsAreUnitsByInputs() {
    Network network = compile(SOFTMAX, new Dense(7), new Dense(3));

    assertEquals(
        List.of("7×5", "7", "3×7", "3"),
        network.parameters().slices().stream().map(slice -> slice.shape().toString()).toList());
  }

  @Test
  void aLayerWithoutBiasHasNoBiasSlice() {
    Network network = compile(SOFTMAX, new Dense(3, new GlorotUniform(), new Zeros(), false));

    assertEquals(3 * 5, network.parameters().size());
  }

  @Test
  void biasesStartAtZero() {
    Network network = compile(SOFTMAX, new Dense(7), new Dense(3));
    float[] theta = network.parameters().initialParameters(1);
    ParameterSlice bias = network.parameters().slices().get(1);

    assertArrayEquals(new float[7], Arrays.copyOfRange(theta, bias.offset(), bias.end()));
  }

  @Test
  void outputsAreThoseOfTheLastLayer() {
    assertEquals(3, compile(SOFTMAX, new Dense(7), new Relu(), new Dense(3)).outputs());
  }

  @Test
  void theInputKeepsItsShape() {
    Shape image = Shape.image(4, 3, 1);

    assertEquals(
        image, new ModelSpec(image, NetworkSpec.of(new Dense(2)), SOFTMAX).compile().input());
  }

  @Test
  void anImageIsFlattenedWithoutBeingAsked() {
    ModelSpec model = new ModelSpec(Shape.image(28, 28, 1), NetworkSpec.of(new Dense(10)), SOFTMAX);

    assertEquals(784 * 10 + 10, model.compile().parameters().size());
  }

  @Test
  void anActivationBehindADenseLayerIsFused() {
    assertEquals(2, compile(SOFTMAX, new Dense(7), new Relu(), new Dense(3)).layers().size());
  }

  @Test
  void aSecondActivationStandsByItself() {
    assertEquals(
        3, compile(SOFTMAX, new Dense(7), new Relu(), new Tanh(), new Dense(3)).layers().size());
  }

  @Test
  void flattenCostsNothing() {
    assertEquals(1, compile(SOFTMAX, new Flatten(), new Dense(3)).layers().size());
  }

  @Test
  void softmaxNeedsAnOutputForEachClass() {
    assertRefused(
        "network[0] (dense): softmax_cross_entropy needs an output per class, at least 2, got 1;"
            + " for two classes and one output take binary_cross_entropy",
        SOFTMAX,
        new Dense(1));
  }

  @Test
  void binaryCrossEntropyNeedsOneOutput() {
    assertRefused(
        "network[1] (dense): binary_cross_entropy needs exactly 1 output, got 3; for several"
            + " classes take softmax_cross_entropy",
        BINARY,
        new Dense(7),
        new Dense(3));
  }

  @Test
  void anActivationMayNotSquashLogits() {
    assertRefused(
        "network[1] (relu): found relu as the last layer, expected a dense layer, since"
            + " softmax_cross_entropy takes logits and squashes them itself",
        SOFTMAX,
        new Dense(3),
        new Relu());
  }

  @Test
  void aSigmoidMayNotSquashTheLogitOfBinaryCrossEntropy() {
    assertRefused(
        "network[1] (sigmoid): found sigmoid as the last layer, expected a dense layer, since"
            + " binary_cross_entropy takes logits and squashes them itself",
        BINARY,
        new Dense(1),
        new Sigmoid());
  }

  @Test
  void dropoutMayNotDropLogits() {
    assertRefused(
        "network[1] (dropout): found dropout as the last layer, expected a dense layer, since"
            + " softmax_cross_entropy takes logits and squashes them itself",
        SOFTMAX,
        new Dense(3),
        new Dropout(0.5));
  }

  @Test
  void aFlattenInTheEndDoesNotHideAnActivation() {
    assertThrows(
        InvalidInputException.class,
        () -> compile(SOFTMAX, new Dense(3), new Relu(), new Flatten()));
  }

  @Test
  void aNetworkWithoutParametersCannotBeTrained() {
    assertRefused(
        "network: found no layer with parameters, expected at least one dense layer",
        SOFTMAX,
        new Flatten());
  }

  static Stream<LayerSpec> activations() {
    return LayerCatalogue.LAYERS.kinds().entrySet().stream()
        .filter(kind -> ElementwiseActivation.class.isAssignableFrom(kind.getValue()))
        .map(kind -> LayerCatalogue.LAYERS.read(Setting.scalar("network", kind.getKey())));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyActivationIsComputedWithTheDenseLayerBeforeIt(LayerSpec activation) {
    Network network = compile(SOFTMAX, new Dense(7), activation, new Dense(3));

    assertEquals(2, network.layers().size());
    assertEquals(Optional.of(activation), network.layers().get(0).fused());
  }

  @Test
  void aNetworkWithTooManyParametersIsRefused() {
    assertRefused(
        "network[0] (dense): A network must have at most 536870911 parameters, got 1342177280",
        SOFTMAX,
        new Dense(1 << 28));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 29, Integer.MAX_VALUE})
  void aLayerBeyondTheRangeOfIntIsRefusedWithItsPlace(int units) {
    String message =
        String.valueOf(
            assertThrows(InvalidInputException.class, () -> compile(SOFTMAX, new Dense(units)))
                .getMessage());

    assertTrue(message.startsWith("network[0] (dense): "), message);
  }

  private static Network compile(Loss loss, LayerSpec... layers) {
    return new ModelSpec(Shape.vector(5), NetworkSpec.of(layers), loss).compile();
  }

  private static void assertRefused(String message, Loss loss, LayerSpec... layers) {
    assertEquals(
        message,
        assertThrows(InvalidInputException.class, () -> compile(loss, layers)).getMessage());
  }
}
