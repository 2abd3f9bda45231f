package io.kindling.kernels.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.testing.LayerRun;
import org.junit.jupiter.api.Test;

/** Two units of three pieces, in whole numbers that float32 holds exactly. */
class MaxoutLayerTest {
  private static final float[] X = {1, 2, 5, 1}; // two rows of two values
  private static final float[] DY = {1, 10, 100, 1000};

  /** (pieces, units, inputs), and (pieces, units) biases behind. */
  private static final float[] THETA = {
    1, 0, 0, 1, // the first piece
    2, -1, -1, 2, 0, 3, 3, 0, 0, 0, 1, -1, -4, -4
  };

  private final LayerRun run = LayerRun.training(2, X, new Maxout(2, 3));

  MaxoutLayerTest() {
    System.arraycopy(THETA, 0, run.theta(), 0, THETA.length);
  }

  @Test
  void eachUnitGivesItsLargestPiece() {
    assertArrayEquals(new float[] {2, 2, 10, 11}, run.forward());
  }

  @Test
  void theGradientGoesThroughTheLargestPieceAlone() {
    run.forward();
    assertArrayEquals(new float[] {0, 13, 3200, -100}, run.backward(DY));
  }

  /** The second unit of the first row has two largest pieces. */
  @Test
  void theLargestPieceLearnsAndOfEqualOnesTheFirst() {
    run.forward();
    run.backward(DY);
    assertArrayEquals(
        new float[] {
          0, 0, 10, 20, 500, 100, 0, 0, 1, 2, 5000, 1000, // weights
          0, 10, 100, 0, 1, 1000
        },
        run.gradient());
  }

  @Test
  void itKeepsEveryPieceOfEachRow() {
    DenseLayer affine = new DenseLayer(2, 6, 0, 12, new Identity());
    assertEquals(5 * 6, new MaxoutLayer(affine, 2, 3).scratch(5, true));
  }
}
