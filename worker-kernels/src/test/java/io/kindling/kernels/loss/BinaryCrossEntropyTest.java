package io.kindling.kernels.loss;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.math.VectorMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryCrossEntropyTest {
  private static final BinaryCrossEntropy LOSS = new BinaryCrossEntropy();

  @ParameterizedTest
  @CsvSource({"1000, 1, 0", "1000, 0, 1000", "-1000, 0, 0", "-1000, 1, 1000"})
  void itsValueAtExtremeLogitsIsExact(float logit, float label, double expected) {
    assertEquals(
        expected,
        LOSS.evaluate(
            new VectorMath(),
            1,
            1,
            new float[] {logit},
            new float[] {label},
            new float[] {1},
            null));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1, 0", "1000, 0, 1", "-1000, 0, 0", "-1000, 1, -1"})
  void itsGradientAtExtremeLogitsIsExact(float logit, float label, float expected) {
    float[] gradient = {Float.NaN};

    LOSS.evaluate(
        new VectorMath(),
        1,
        1,
        new float[] {logit},
        new float[] {label},
        new float[] {1},
        gradient);

    assertEquals(expected, gradient[0]);
  }

  @Test
  void atLogitZeroItIsTheLogarithmOfTwo() {
    assertEquals(
        Math.log(2),
        LOSS.evaluate(
            new VectorMath(), 1, 1, new float[] {0}, new float[] {1}, new float[] {1}, null),
        1e-15);
  }

  @Test
  void rowsCountByTheirWeights() {
    double sum =
        LOSS.evaluate(
            new VectorMath(),
            2,
            1,
            new float[] {-1000, 1000},
            new float[] {1, 0},
            new float[] {2, 0.5f},
            null);

    assertEquals(2500, sum);
  }

  @Test
  void probabilitiesAreSigmoidsOfTheLogits() {
    float[] z = {-1000, (float) Math.log(3), 1000};

    LOSS.toPredictions(new VectorMath(), 3, 1, z);

    assertClose("probabilities", new double[] {0, 0.75, 1}, z, FLOAT);
  }

  @Test
  void probabilitiesLeaveFurtherRowsAlone() {
    float[] z = {0, 7};

    LOSS.toPredictions(new VectorMath(), 1, 1, z);

    assertArrayEquals(new float[] {0.5f, 7}, z);
  }

  @ParameterizedTest
  @CsvSource({"-0.001, 0", "0, 0", "0.001, 1"})
  void aPositiveLogitSpeaksForClassOne(float logit, int expected) {
    assertEquals(expected, LOSS.decide(new float[] {99, logit}, 1, 1));
  }
}
