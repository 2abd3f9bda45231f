package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.parameter.ParameterTable;
import io.kindling.kernels.testing.LayerRun;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingLayerTest {
  private static final int CATEGORIES = 4;
  private static final float[] X = {0, 3, 3, 1}; // two rows of two values
  private static final float[] DY = {1, 2, 4, 8, 16, 32, 64, 128};

  @Test
  void eachValueBecomesTheVectorOfItsCategory() {
    LayerRun run = LayerRun.training(2, X, new Embedding(CATEGORIES, 2));
    for (int i = 0; i < run.theta().length; i++) {
      run.theta()[i] = i;
    }
    assertArrayEquals(new float[] {0, 1, 6, 7, 6, 7, 2, 3}, run.forward());
  }

  @Test
  void theGradientOfAVectorIsTheSumOverWhereItStands() {
    LayerRun run = LayerRun.training(2, X, new Embedding(CATEGORIES, 2));
    run.backward(DY);
    assertArrayEquals(new float[] {1, 2, 64, 128, 0, 0, 20, 40}, run.gradient());
  }

  @Test
  void numbersOfCategoriesHaveNoGradient() {
    LayerRun run = LayerRun.training(2, X, new Embedding(CATEGORIES, 2));
    assertArrayEquals(new float[4], run.backward(DY));
  }

  @Test
  void whereRowsAreMarkedTheOthersStayAsTheyAre() {
    LayerRun run = LayerRun.training(2, X, new Embedding(CATEGORIES, 2));
    float[] left = new float[2 * CATEGORIES];
    Arrays.fill(left, 9f);
    TouchedArray gradient =
        new TouchedArray(left, run.layout().slices().stream().map(ParameterTable::ofRows).toList());
    LayerBuffers buffers =
        new LayerBuffers(
            new VectorMath(),
            new LayerBuffers.Values(X, null),
            new LayerBuffers.Values(new float[8], DY.clone()),
            new float[0]);
    new EmbeddingLayer(2, CATEGORIES, 2, 0)
        .backward(Pass.training(2, 0, run.theta(), gradient), buffers);
    assertArrayEquals(new float[] {1, 2, 64, 128, 9, 9, 20, 40}, left);
    assertEquals("{0, 1, 3}", gradient.touched(0).toString());
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, 4, 0.5f, Float.NaN})
  void whatIsNoCategoryIsRefused(float value) {
    LayerRun run = LayerRun.training(1, new float[] {value}, new Embedding(CATEGORIES, 2));
    assertEquals(
        "An embedding of 4 categories takes whole numbers from 0 to 3, got " + value,
        assertThrows(IllegalArgumentException.class, run::forward).getMessage());
  }

  @Test
  void itsSizesAreThoseOfItsVectors() {
    Layer layer = new EmbeddingLayer(3, CATEGORIES, 2, 0);
    assertEquals(List.of(3, 6, 0L), List.of(layer.inputs(), layer.outputs(), layer.flops()));
  }
}
