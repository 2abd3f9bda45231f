package io.kindling.kernels.loss;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.kernels.testing.Goldens;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LossGoldenTest {
  private static final JsonNode GOLDENS = Goldens.read("losses.json");
  private static final float[] LOGITS = Goldens.floats(GOLDENS.get("z"));
  private static final float[] LABELS = Goldens.floats(GOLDENS.get("labels"));
  private static final int ROWS = GOLDENS.get("z").size();
  private static final int OUTPUTS = GOLDENS.get("z").get(0).size();

  @Test
  void softmaxCrossEntropyIsThatOfPyTorch() {
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1f);

    assertGolden("softmax_cross_entropy(", softmax(weights), OUTPUTS);
  }

  @Test
  void sampleWeightedSoftmaxCrossEntropyIsThatOfPyTorch() {
    float[] weights = Goldens.floats(GOLDENS.get("sample_weight"));

    assertGolden("softmax_cross_entropy_sample_weighted(", softmax(weights), OUTPUTS);
  }

  @Test
  void classWeightsAreRowWeightsByLabel() {
    float[] ofClass = Goldens.floats(GOLDENS.get("class_weight"));
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = ofClass[(int) LABELS[row]];
    }

    assertGolden("softmax_cross_entropy_class_weighted(", softmax(weights), OUTPUTS);
  }

  @Test
  void binaryCrossEntropyIsThatOfPyTorch() {
    float[] labels = Goldens.floats(GOLDENS.get("labels01"));
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1f);

    Evaluated evaluated =
        new Evaluated(
            new BinaryCrossEntropy(), 1, firstColumn(LOGITS), firstColumn(labels), weights);

    assertGolden("sigmoid_cross_entropy(binary", evaluated, 1);
  }

  private static Evaluated softmax(float[] weights) {
    return new Evaluated(new SoftmaxCrossEntropy(), OUTPUTS, LOGITS, LABELS, weights);
  }

  /** Compares with the case of this name, whatever it says in brackets. */
  private static void assertGolden(String name, Evaluated evaluated, int outputs) {
    JsonNode golden =
        GOLDENS.get("losses").properties().stream()
            .filter(entry -> (entry.getKey() + "(").startsWith(name))
            .findFirst()
            .orElseThrow()
            .getValue();
    double[] expected = Goldens.doubles(golden.get("dz"));

    assertClose("loss", golden.get("loss").doubleValue(), evaluated.loss, FLOAT);
    assertClose(
        "gradient", outputs == 1 ? firstColumn(expected) : expected, evaluated.gradient, FLOAT);
  }

  private static float[] firstColumn(float[] matrix) {
    float[] column = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      column[row] = matrix[row * OUTPUTS];
    }
    return column;
  }

  private static double[] firstColumn(double[] matrix) {
    double[] column = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      column[row] = matrix[row * OUTPUTS];
    }
    return column;
  }

  /** The loss of a batch and its gradient: the kernels' sums, divided by the sum of the weights. */
  private static final class Evaluated {
    private final double loss;
    private final double[] gradient;

    Evaluated(Loss loss, int outputs, float[] logits, float[] labels, float[] weights) {
      float[] sums = new float[logits.length];
      double sum = loss.evaluate(ROWS, outputs, logits, labels, weights, sums);
      double weight = 0;
      for (float w : weights) {
        weight += w;
      }
      this.loss = sum / weight;
      this.gradient = new double[sums.length];
      for (int i = 0; i < sums.length; i++) {
        gradient[i] = sums[i] / weight;
      }
    }
  }
}
