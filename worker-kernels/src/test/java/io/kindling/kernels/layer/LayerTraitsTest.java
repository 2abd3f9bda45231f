package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.activation.Prelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers say of themselves, compiled for rows of six values. */
class LayerTraitsTest {
  private static final int INPUTS = 6;

  /** Each layer with its outputs, the operations for a row, and whether it learns. */
  static List<Arguments> layers() {
    return List.of(
        Arguments.of(new Dense(4), 4, 2 * 4 * 6 + 4L, true),
        Arguments.of(new Maxout(4, 3), 4, 2 * 12 * 6 + 12 + 3 * 4L, true),
        Arguments.of(new Embedding(5, 2), 12, 0L, true),
        Arguments.of(new BatchNorm(), 6, 8 * 6L, true),
        Arguments.of(new LayerNorm(), 6, 8 * 6L, true),
        Arguments.of(new Prelu(), 6, 6L, true),
        Arguments.of(new Relu(), 6, 6L, false),
        Arguments.of(new Softmax(), 6, 6L, false),
        Arguments.of(new Dropout(0.5), 6, 6L, false),
        Arguments.of(new Slice(1, 4), 3, 0L, false));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerSaysWhatItTakesGivesCostsAndWhetherItLearns(
      LayerSpec spec, int outputs, long operations, boolean learns) {
    ParameterLayout.Builder builder = new ParameterLayout.Builder(new ParameterLayout(List.of()));
    builder.startLayer("0");
    Layer layer = spec.compile(0, Shape.vector(INPUTS), builder).orElseThrow();
    assertEquals(
        List.of(INPUTS, outputs, operations, learns),
        List.of(layer.inputs(), layer.outputs(), layer.flops(), layer.trainable()));
  }
}
