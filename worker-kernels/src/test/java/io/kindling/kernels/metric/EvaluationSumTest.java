package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationSumTest {
  private static final List<Metric> ACCURACY = List.of(new Accuracy());
  private static final Loss SOFTMAX = new SoftmaxCrossEntropy();
  private static final Loss BINARY = new BinaryCrossEntropy();

  // Three rows of three logits: the first two are right, the last is wrong.
  private static final float[] LOGITS = {2, 0, 0, 0, 3, 0, 5, 0, 0};
  private static final float[] TARGETS = {0, 1, 2};
  private static final double[] LOSSES = {
    Math.log(Math.exp(2) + 2) - 2, Math.log(Math.exp(3) + 2) - 3, Math.log(Math.exp(5) + 2)
  };

  @Test
  void lossComesFirstThenTheMetricsOfTheLoss() {
    EvaluationSum sum = threeRows(1, 1, 1);

    assertEquals(
        List.of("loss", "accuracy"), List.copyOf(sum.result(ACCURACY, 3).values().keySet()));
  }

  @Test
  void theLossIsTheMeanOverRows() {
    double mean = (LOSSES[0] + LOSSES[1] + LOSSES[2]) / 3;

    assertEquals(mean, value(threeRows(1, 1, 1), SOFTMAX, "loss"), 1e-12);
  }

  @Test
  void theLossWeighsRows() {
    double mean = (LOSSES[0] + 2 * LOSSES[1] + 5 * LOSSES[2]) / 8;

    assertEquals(mean, value(threeRows(1, 2, 5), SOFTMAX, "loss"), 1e-12);
  }

  @Test
  void accuracyIsTheShareOfRowsWithTheRightClass() {
    assertEquals(2.0 / 3, value(threeRows(1, 1, 1), SOFTMAX, "accuracy"));
  }

  @Test
  void accuracyWeighsRows() {
    assertEquals(3.0 / 8, value(threeRows(1, 2, 5), SOFTMAX, "accuracy"));
  }

  @Test
  void ofOneLogitTheSignTellsTheClass() {
    EvaluationSum sum = new EvaluationSum(ACCURACY, 1);

    sum.add(
        ACCURACY,
        new ScoredRows(
            BINARY,
            5,
            1,
            new float[] {0.1f, -0.1f, 0, 7, -7},
            new float[] {1, 0, 0, 0, 1},
            new float[] {1, 1, 1, 1, 1}));

    assertEquals(3.0 / 5, value(sum, BINARY, "accuracy"));
  }

  @Test
  void mergingGivesTheValuesOfAllRows() {
    EvaluationSum left = new EvaluationSum(ACCURACY, 3);
    left.add(
        ACCURACY,
        new ScoredRows(SOFTMAX, 1, 3, new float[] {2, 0, 0}, new float[] {0}, new float[] {1}));
    EvaluationSum right = new EvaluationSum(ACCURACY, 3);
    right.add(
        ACCURACY,
        new ScoredRows(
            SOFTMAX, 2, 3, new float[] {0, 3, 0, 5, 0, 0}, new float[] {1, 2}, new float[] {2, 5}));

    left.merge(right);

    assertEquals(
        (LOSSES[0] + 2 * LOSSES[1] + 5 * LOSSES[2]) / 8, value(left, SOFTMAX, "loss"), 1e-12);
    assertEquals(3.0 / 8, value(left, SOFTMAX, "accuracy"));
  }

  @Test
  void rowsBeyondTheCountAreNotRead() {
    EvaluationSum sum = new EvaluationSum(ACCURACY, 3);

    sum.add(ACCURACY, new ScoredRows(SOFTMAX, 2, 3, LOGITS, TARGETS, new float[] {1, 1, 1}));

    assertEquals(1, value(sum, SOFTMAX, "accuracy"));
  }

  private static EvaluationSum threeRows(float... weights) {
    EvaluationSum sum = new EvaluationSum(ACCURACY, 3);
    sum.add(ACCURACY, new ScoredRows(SOFTMAX, 3, 3, LOGITS, TARGETS, weights));
    return sum;
  }

  private static double value(EvaluationSum sum, Loss loss, String name) {
    return sum.result(ACCURACY, loss == BINARY ? 1 : 3).values().getOrDefault(name, Double.NaN);
  }
}
