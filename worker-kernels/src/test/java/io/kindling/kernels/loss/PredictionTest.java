package io.kindling.kernels.loss;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs as predictions: probabilities and classes. */
class PredictionTest {
  private static final SoftmaxCrossEntropy SOFTMAX = new SoftmaxCrossEntropy();
  private static final float NAN = Float.NaN;

  /**
   * Fewer rows than are computed at once, more of them, exactly a block, classes beyond a block.
   */
  @ParameterizedTest
  @CsvSource({"1, 3", "700, 3", "256, 4", "300, 4", "3, 700", "2, 3000"})
  void probabilitiesAreThoseOfTheDefinitionForAnyNumberOfRowsAndClasses(int rows, int classes) {
    float[] z = new float[rows * classes];
    double[] expected = new double[z.length];
    for (int row = 0; row < rows; row++) {
      double normalizer = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        z[i] = (float) (5 * CounterRandom.gaussian(3, i));
        normalizer += Math.exp(z[i]);
      }
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        expected[i] = Math.exp(z[i]) / normalizer;
      }
    }

    SOFTMAX.toPredictions(new VectorMath(), rows, classes, z);

    assertClose("probabilities", expected, z, FLOAT);
  }

  @Test
  void probabilitiesOfLabelsAreSigmoidsOfEveryLogitOfTheRows() {
    float log3 = (float) Math.log(3);
    float[] z = {0, log3, -log3, 1000, -1000, 0, 7};

    new SigmoidCrossEntropy().toPredictions(new VectorMath(), 2, 3, z);

    assertClose("probabilities", new double[] {0.5, 0.75, 0.25, 1, 0, 0.5, 7}, z, FLOAT);
  }

  @Test
  void outputsOfRegressionAreThePredictions() {
    float[] outputs = {-1, 2, 300};

    new SquaredError().toPredictions(new VectorMath(), 3, 1, outputs);

    assertArrayEquals(new float[] {-1, 2, 300}, outputs);
  }

  /** Four rows of three; what stands before and behind a row says nothing about it. */
  @ParameterizedTest
  @CsvSource({"0, 2", "1, 0", "2, 1", "3, 0"})
  void theLargestLogitOfTheRowDecidesAndOfEqualOnesTheFirst(int row, int expected) {
    float[] z = {0, 1, 2, 5, 4, 3, 1, 9, 8, 6, 6, 6};

    assertEquals(expected, SOFTMAX.decide(z, 3 * row, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aRowWithALogitThatIsNoNumberIsUndecidedAndItsNeighboursAreNot(int place) {
    float[] z = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    z[3 + place] = NAN;

    assertEquals(2, SOFTMAX.decide(z, 0, 3));
    assertEquals(Loss.UNDECIDED, SOFTMAX.decide(z, 3, 3));
    assertEquals(2, SOFTMAX.decide(z, 6, 3));
  }

  @Test
  void aSingleLogitThatIsNoNumberIsUndecided() {
    assertEquals(Loss.UNDECIDED, new BinaryCrossEntropy().decide(new float[] {1, NAN}, 1, 1));
  }
}
