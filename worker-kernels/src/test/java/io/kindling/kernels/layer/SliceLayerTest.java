package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.LayerRun;
import org.junit.jupiter.api.Test;

class SliceLayerTest {
  private static final float[] X = {1, 2, 3, 4, 5, 6, 7, 8}; // two rows of four values

  @Test
  void someNeighboursOfEachRowAreTaken() {
    assertArrayEquals(new float[] {2, 3, 6, 7}, LayerRun.training(2, X, new Slice(1, 3)).forward());
  }

  @Test
  void onlyTheyHaveAGradient() {
    LayerRun run = LayerRun.training(2, X, new Slice(1, 3));
    assertArrayEquals(new float[] {0, 9, 8, 0, 0, 7, 6, 0}, run.backward(9, 8, 7, 6));
  }

  @Test
  void whereNobodyNeedsAGradientThereIsNone() {
    LayerBuffers buffers =
        new LayerBuffers(
            new VectorMath(),
            new LayerBuffers.Values(X, null),
            new LayerBuffers.Values(new float[4], new float[4]),
            new float[0]);
    Pass pass = Pass.training(2, 0, new float[0], TouchedArray.whole(new float[0]));
    new SliceLayer(4, 1, 2).backward(pass, buffers);
    assertNull(buffers.dx());
  }

  @Test
  void allValuesMayBeTakenAndNoMore() {
    assertEquals(Shape.vector(4), new Slice(0, 4).outputShape(Shape.vector(4)));
    assertEquals(Shape.vector(1), new Slice(3, 4).outputShape(Shape.vector(4)));
    assertEquals(
        "Slice to must be at most the number of values, 4, got 5",
        assertThrows(
                IllegalArgumentException.class, () -> new Slice(0, 5).outputShape(Shape.vector(4)))
            .getMessage());
  }
}
