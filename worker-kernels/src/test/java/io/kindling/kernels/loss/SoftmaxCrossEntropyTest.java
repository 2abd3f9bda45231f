package io.kindling.kernels.loss;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @Test
  void theLargestLogitDecides() {
    assertEquals(1, LOSS.decide(new float[] {9, 0, 3, 1}, 1, 3));
  }

  private static float[] label(int row) {
    return new float[] {(float) EXTREME.get("labels").get(row).doubleValue()};
  }
}
