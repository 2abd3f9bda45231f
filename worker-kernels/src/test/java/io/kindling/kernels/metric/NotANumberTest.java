package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row whose outputs are not numbers speaks for no class, so it is never right. */
class NotANumberTest {
  private static final float NAN = Float.NaN;
  private static final Loss SOFTMAX = new SoftmaxCrossEntropy();
  private static final Loss BINARY = new BinaryCrossEntropy();

  // The first row is right; the others would be if NaN were smaller, or larger, than all else.
  private static final ScoredRows THREE =
      rows(
          SOFTMAX,
          3,
          new float[] {3, 1, 2, NAN, NAN, NAN, 5, NAN, 1, NAN, 1, 2},
          new float[] {0, 0, 0, 2},
          1,
          1,
          1,
          1);

  private static final ScoredRows ONE_OUTPUT =
      rows(BINARY, 1, new float[] {2, NAN, NAN, -1}, new float[] {1, 1, 0, 0}, 1, 1, 1, 1);

  private static final ScoredRows MORE_OF_CLASS_0 =
      rows(
          BINARY, 1, new float[] {2, NAN, NAN, -1, -2}, new float[] {1, 1, 0, 0, 0}, 1, 1, 1, 1, 1);

  private static final ScoredRows TWO_OUTPUTS =
      rows(
          SOFTMAX,
          2,
          new float[] {0, 2, NAN, 0, 0, NAN, 1, 0},
          new float[] {1, 1, 0, 0},
          1,
          1,
          1,
          1);

  private static final ScoredRows LABELS =
      rows(
          new SigmoidCrossEntropy(),
          2,
          new float[] {1, -1, NAN, NAN},
          new float[] {1, 0, 1, 0},
          1,
          1);

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(new Accuracy(), THREE, 1 / 4.0),
        arguments(new TopK(1), THREE, 1 / 4.0),
        arguments(new TopK(3), THREE, 1 / 4.0),
        arguments(new Precision(), THREE, (1 + 0) / 2.0),
        arguments(new Recall(), THREE, (1 / 3.0 + 0) / 2),
        arguments(new F1(), THREE, (2 / 4.0 + 0) / 2),
        arguments(new Accuracy(), ONE_OUTPUT, 2 / 4.0),
        arguments(new Recall(), ONE_OUTPUT, 1 / 2.0),
        arguments(new Accuracy(), TWO_OUTPUTS, 2 / 4.0),
        arguments(new Accuracy(), LABELS, 2 / 4.0),
        arguments(new Recall(), LABELS, (1 / 2.0 + 0) / 2),
        // Of four pairs only the one of numbers is in order.
        arguments(new RocAuc(), ONE_OUTPUT, 1 / 4.0),
        arguments(new RocAuc(), TWO_OUTPUTS, 1 / 4.0),
        // In order: a wrong row of class 0, the right rows of classes 1 and 0, one of class 1.
        arguments(new PrAuc(), ONE_OUTPUT, (1 / 2.0 + 2 / 4.0) / 2),
        arguments(new PrAuc(), MORE_OF_CLASS_0, (1 / 2.0 + 2 / 5.0) / 2));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aRowWithoutNumbersIsNeverRight(Metric metric, ScoredRows rows, double expected) {
    assertEquals(expected, value(metric, rows), 1e-12);
  }

  @Test
  void aRowWithoutNumbersStandsInNoColumnOfTheConfusionMatrix() {
    double[][] matrix =
        evaluate(new ConfusionMatrix(), THREE)
            .matrices()
            .getOrDefault("confusion_matrix", new double[0][]);
    assertEquals(
        "[[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]", Arrays.deepToString(matrix));
  }

  static Stream<Metric> errors() {
    return Stream.of(new Mse(), new Mae(), new R2());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorThatIsNotANumberLeavesTheMeasureUndefined(Metric metric) {
    // The second output's targets are all the same.
    ScoredRows rows =
        rows(new SquaredError(), 2, new float[] {1, 5, 2, NAN}, new float[] {1, 5, 2, 5}, 1, 1);
    assertFalse(Double.isFinite(value(metric, rows)));
  }

  private static double value(Metric metric, ScoredRows rows) {
    return evaluate(metric, rows).values().getOrDefault(metric.valueName(), -1.0);
  }

  private static ScoredRows rows(
      Loss loss, int outputs, float[] logits, float[] targets, float... weights) {
    return new ScoredRows(loss, weights.length, outputs, logits, targets, weights);
  }

  private static Evaluation evaluate(Metric metric, ScoredRows rows) {
    EvaluationSum sum = new EvaluationSum(List.of(metric), rows.outputs());
    sum.add(List.of(metric), rows);
    return sum.result(List.of(metric), rows.outputs());
  }
}
