package io.kindling.kernels.loss;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxCrossEntropyTest {
  private static final JsonNode EXTREME = Goldens.read("losses.json").get("extreme_logits");
  private static final SoftmaxCrossEntropy LOSS = new SoftmaxCrossEntropy();

  static Stream<Integer> extremeRows() {
    return IntStream.range(0, EXTREME.get("z").size()).boxed();
  }

  @ParameterizedTest
  @MethodSource("extremeRows")
  void itsValueAtExtremeLogitsIsThatOfPyTorch(int row) {
    float[] z = Goldens.floats(EXTREME.get("z").get(row));

    double loss =
        LOSS.evaluate(new VectorMath(), 1, z.length, z, label(row), new float[] {1}, null);

    assertClose("row " + row, EXTREME.get("loss_per_row").get(row).doubleValue(), loss, FLOAT);
  }

  @ParameterizedTest
  @MethodSource("extremeRows")
  void itsGradientAtExtremeLogitsIsThatOfPyTorch(int row) {
    float[] z = Goldens.floats(EXTREME.get("z").get(row));
    float[] gradient = new float[z.length];

    LOSS.evaluate(new VectorMath(), 1, z.length, z, label(row), new float[] {1}, gradient);

    assertClose("row " + row, Goldens.doubles(EXTREME.get("dz_of_sum").get(row)), gradient, FLOAT);
  }

  @Test
  void theValueIsTheSameWithoutAGradient() {
    float[] z = {1, 2, 3, -1, 0, 4};
    float[] labels = {2, 0};
    float[] weights = {0.5f, 2};

    assertEquals(
        LOSS.evaluate(new VectorMath(), 2, 3, z, labels, weights, new float[6]),
        LOSS.evaluate(new VectorMath(), 2, 3, z, labels, weights, null));
  }

  @Test
  void theGradientReplacesWhatWasThere() {
    float[] gradient = {Float.NaN, Float.NaN};

    LOSS.evaluate(
        new VectorMath(), 1, 2, new float[] {3, 3}, new float[] {1}, new float[] {2}, gradient);

    assertArrayEquals(new float[] {1, -1}, gradient);
  }

  @Test
  void probabilitiesOfEqualLogitsAreEqual() {
    float[] z = {1000, 1000, 1000, 1000, -1000, -1000, -1000, -1000};

    LOSS.toPredictions(new VectorMath(), 2, 4, z);

    float[] quarters = new float[8];
    Arrays.fill(quarters, 0.25f);
    assertArrayEquals(quarters, z);
  }

  @Test
  void probabilitiesAreExponentialsOverTheirSum() {
    float[] z = {(float) Math.log(1), (float) Math.log(2), (float) Math.log(5)};

    LOSS.toPredictions(new VectorMath(), 1, 3, z);

    assertClose("probabilities", new double[] {0.125, 0.25, 0.625}, z, FLOAT);
  }

  @Test
  void probabilitiesLeaveFurtherRowsAlone() {
    float[] z = {0, 0, 7, 8};

    LOSS.toPredictions(new VectorMath(), 1, 2, z);

    assertArrayEquals(new float[] {0.5f, 0.5f, 7, 8}, z);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aLogitThatIsNoNumberIsNotHidden(float broken) {
    for (int place = 0; place < 6; place++) {
      float[] z = {0, 1, 2, 0, 3, 1};
      z[place] = broken;
      float[] gradient = new float[6];

      double loss =
          LOSS.evaluate(
              new VectorMath(), 2, 3, z, new float[] {1, 0}, new float[] {1, 1}, gradient);

      assertTrue(Double.isNaN(loss), "loss with " + broken + " at " + place);
      assertTrue(Float.isNaN(gradient[place]), "gradient with " + broken + " at " + place);
    }
  }

  @Test
  void aClassThatIsRuledOutCostsNothingUnlessItIsTheRows() {
    float[] z = {0, Float.NEGATIVE_INFINITY};
    float[] one = {1};

    assertEquals(0, LOSS.evaluate(new VectorMath(), 1, 2, z, new float[] {0}, one, null));
    assertEquals(
        Double.POSITIVE_INFINITY,
        LOSS.evaluate(new VectorMath(), 1, 2, z, new float[] {1}, one, null));
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "700, 3", "3, 700", "2, 3000", "1, 1025"})
  void itIsThatOfTheDefinitionForAnyNumberOfRowsAndClasses(int rows, int classes) {
    float[] z = new float[rows * classes];
    float[] labels = new float[rows];
    float[] weights = new float[rows];
    double[] expected = new double[z.length];
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      labels[row] = (row * 7) % classes;
      weights[row] = 0.5f + row % 3;
      double normalizer = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        z[i] = (float) (5 * CounterRandom.gaussian(3, i));
        normalizer += Math.exp(z[i]);
      }
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        boolean label = i == row * classes + (int) labels[row];
        expected[i] = weights[row] * (Math.exp(z[i]) / normalizer - (label ? 1 : 0));
        sum += label ? weights[row] * (Math.log(normalizer) - z[i]) : 0;
      }
    }
    float[] gradient = new float[z.length];

    double loss = LOSS.evaluate(new VectorMath(), rows, classes, z, labels, weights, gradient);

    assertEquals(sum, loss, 1e-12 * sum);
    assertClose("gradient", expected, gradient, 1e-7);
  }

  private static float[] label(int row) {
    return new float[] {(float) EXTREME.get("labels").get(row).doubleValue()};
  }
}
