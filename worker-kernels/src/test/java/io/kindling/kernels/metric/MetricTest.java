package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Huber;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetricTest {
  private static final Loss SOFTMAX = new SoftmaxCrossEntropy();
  private static final Loss BINARY = new BinaryCrossEntropy();
  private static final Loss LABELS = new SigmoidCrossEntropy();

  // Four rows of three classes: true 0 0 1 2, predicted 0 1 1 0, weights 1 2 3 4.
  private static final ScoredRows CLASSES =
      rows(
          SOFTMAX,
          3,
          new float[] {3, 1, 2, 1, 3, 2, 0, 5, 1, 9, 0, 8},
          new float[] {0, 0, 1, 2},
          1,
          2,
          3,
          4);

  // The same of four classes, the last of which does not occur.
  private static final ScoredRows FOUR =
      rows(
          SOFTMAX,
          4,
          new float[] {3, 1, 2, 0, 1, 3, 2, 0, 0, 5, 1, 0, 9, 0, 8, 0},
          new float[] {0, 0, 1, 2},
          1,
          2,
          3,
          4);

  // Three classes of which the middle one does not occur: true 0 0 2, predicted 0 2 2.
  private static final ScoredRows WITHOUT_MIDDLE =
      rows(SOFTMAX, 3, new float[] {3, 1, 2, 0, 1, 2, 0, 1, 2}, new float[] {0, 0, 2}, 1, 2, 3);

  // True 1 1 0 0, predicted 1 0 1 0.
  private static final ScoredRows TWO =
      rows(BINARY, 1, new float[] {2, -1, 1, -3}, new float[] {1, 1, 0, 0}, 1, 2, 3, 4);

  // Two labels: true 10 11 00, predicted 11 10 00.
  private static final ScoredRows LABELLED =
      rows(LABELS, 2, new float[] {1, 1, 1, -1, -1, -1}, new float[] {1, 0, 1, 1, 0, 0}, 1, 2, 3);

  // Three labels: true 101 011 110, predicted 001 111 110, where a logit of 0 predicts nothing.
  private static final ScoredRows THREE_LABELS =
      rows(
          LABELS,
          3,
          new float[] {0, 0, 1, 2, 3, 1, 1, 4, -1},
          new float[] {1, 0, 1, 0, 1, 1, 1, 1, 0},
          1,
          2,
          5);

  // Two outputs: targets (1, 10), (3, 10), outputs (2, 10), (3, 12).
  private static final ScoredRows VALUES =
      rows(new SquaredError(), 2, new float[] {2, 10, 3, 12}, new float[] {1, 10, 3, 10}, 1, 3);

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(new Accuracy(), CLASSES, "accuracy", (1 + 3) / 10.0),
        arguments(new TopK(2), CLASSES, "top_2", (1 + 3 + 4) / 10.0),
        arguments(new TopK(3), CLASSES, "top_3", 1.0),
        arguments(new Precision(), CLASSES, "precision", (1 / 5.0 + 3 / 5.0 + 0) / 3),
        arguments(new Recall(), CLASSES, "recall", (1 / 3.0 + 1 + 0) / 3),
        arguments(new F1(), CLASSES, "f1", (2 / 8.0 + 6 / 8.0 + 0) / 3),
        // Class 3 of four is neither among the rows nor predicted, so it does not count.
        arguments(new Precision(), FOUR, "precision", (1 / 5.0 + 3 / 5.0 + 0) / 3),
        arguments(new Recall(), FOUR, "recall", (1 / 3.0 + 1 + 0) / 3),
        arguments(new F1(), FOUR, "f1", (2 / 8.0 + 6 / 8.0 + 0) / 3),
        arguments(new Precision(), WITHOUT_MIDDLE, "precision", (1 + 3 / 5.0) / 2),
        arguments(new Recall(), WITHOUT_MIDDLE, "recall", (1 / 3.0 + 1) / 2),
        arguments(new Accuracy(), TWO, "accuracy", (1 + 4) / 10.0),
        arguments(new Precision(), TWO, "precision", 1 / 4.0),
        arguments(new Recall(), TWO, "recall", 1 / 3.0),
        arguments(new F1(), TWO, "f1", 2 / 7.0),
        arguments(new RocAuc(), TWO, "roc_auc", (1 * 7 + 2 * 4) / (3 * 7.0)),
        // From the largest score down: 2 (true, 1), 1 (false, 3), −1 (true, 2), −3 (false, 4).
        arguments(new PrAuc(), TWO, "pr_auc", (1 * 1 + 2 * (3 / 6.0)) / 3),
        arguments(new Accuracy(), LABELLED, "accuracy", (0.5 + 2 * 0.5 + 3) / 6),
        arguments(new Precision(), LABELLED, "precision", (1 + 0) / 2.0),
        arguments(new Recall(), LABELLED, "recall", (1 + 0) / 2.0),
        arguments(new Accuracy(), THREE_LABELS, "accuracy", (2 / 3.0 + 2 * (2 / 3.0) + 5) / 8),
        arguments(new Precision(), THREE_LABELS, "precision", (5 / 7.0 + 1 + 1) / 3),
        arguments(new Recall(), THREE_LABELS, "recall", (5 / 6.0 + 1 + 1) / 3),
        arguments(
            new LogLoss(),
            LABELLED,
            "log_loss",
            (softplus(-1)
                    + softplus(1)
                    + 2 * 2 * softplus(-1)
                    - 2 * softplus(-1)
                    + 2 * softplus(1)
                    + 3 * 2 * softplus(-1))
                / 6),
        arguments(new Mse(), VALUES, "mse", (0.5 + 3 * 2) / 4),
        arguments(new Mae(), VALUES, "mae", (0.5 + 3 * 1) / 4),
        // The first output: mean 2.5, spread 1 · 2.25 + 3 · 0.25 = 3, error 1; the other: constant.
        arguments(new R2(), VALUES, "r2", ((1 - 1 / 3.0) + 0) / 2));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesAreThoseOfTheDefinition(Metric metric, ScoredRows rows, String name, double expected) {
    assertEquals(expected, evaluate(metric, rows).values().getOrDefault(name, -1.0), 1e-6);
  }

  @Test
  void everyMetricIsInTheTable() {
    List<String> computed =
        Stream.concat(
                values().map(row -> (Metric) row.get()[0]),
                Stream.of(new ConfusionMatrix(), new Calibration(), new RocCurve()))
            .map(Metric.CATALOGUE::nameOf)
            .toList();
    assertTrue(computed.containsAll(Metric.CATALOGUE.names()), computed::toString);
  }

  @Test
  void aConfusionMatrixHasTheWeightsOfTrueByPredictedClass() {
    double[][] matrix =
        evaluate(new ConfusionMatrix(), CLASSES)
            .matrices()
            .getOrDefault("confusion_matrix", new double[0][]);
    assertEquals(
        "[[1.0, 2.0, 0.0], [0.0, 3.0, 0.0], [4.0, 0.0, 0.0]]", Arrays.deepToString(matrix));
  }

  @Test
  void calibrationOfTwoClassesIsAboutTheProbabilityOfClassOne() {
    double[][] bins = matrix(new Calibration(), TWO);
    double p = 1 / (1 + Math.exp(-2));
    assertEquals(Calibration.BINS, bins.length);
    assertArrayEquals(new double[] {1, p, 1}, bins[(int) (p * 20)], 1e-6);
    assertArrayEquals(new double[] {3, 1 / (1 + Math.exp(-1)), 0}, bins[14], 1e-6);
    assertArrayEquals(new double[] {0, Double.NaN, Double.NaN}, bins[19]);
  }

  @Test
  void calibrationOfMoreClassesIsAboutThePredictedOne() {
    double[][] bins = matrix(new Calibration(), CLASSES);
    // Rows 0 and 1 have the largest of 3, 2, 1: one is right, of weight 1, and one wrong, of 2.
    double p = 1 / (1 + Math.exp(-1) + Math.exp(-2));
    assertArrayEquals(new double[] {3, p, 1 / 3.0}, bins[(int) (p * 20)], 1e-6);
  }

  @Test
  void calibrationOfLabelsIsAboutAllOfThem() {
    double[][] bins = matrix(new Calibration(), LABELLED);
    double p = 1 / (1 + Math.exp(-1)); // of four labels with weights 1 1 2, three of them true
    assertArrayEquals(new double[] {4, p, 3 / 4.0}, bins[(int) (p * 20)], 1e-6);
    assertEquals(12, Arrays.stream(bins).mapToDouble(bin -> bin[0]).sum());
  }

  @Test
  void aRocCurveGoesThroughThePointsOfEachThreshold() {
    double[][] curve = matrix(new RocCurve(), TWO);
    assertEquals(2, curve.length);
    // From the largest score down: 2 (true, 1), 1 (false, 3), −1 (true, 2), −3 (false, 4).
    assertEquals(
        List.of("0.0 0.0", "0.0 0.333", "0.429 0.333", "0.429 1.0", "1.0 1.0"), points(curve));
  }

  @Test
  void thereIsARocCurveOfEachOfMoreThanTwoClasses() {
    double[][] curves = matrix(new RocCurve(), CLASSES);
    assertEquals(6, curves.length);
    // Class 1: scores of rows 2 (true, 3) and 1 (false, 2) lie high, the others low.
    assertEquals("0.0 1.0", points(new double[][] {curves[2], curves[3]}).get(1));
  }

  private static List<String> points(double[][] curve) {
    return IntStream.range(0, curve[0].length)
        .mapToObj(
            i -> Math.rint(1e3 * curve[0][i]) / 1e3 + " " + Math.rint(1e3 * curve[1][i]) / 1e3)
        .distinct()
        .toList();
  }

  private static double[][] matrix(Metric metric, ScoredRows rows) {
    return evaluate(metric, rows).matrices().values().iterator().next();
  }

  @Test
  void logLossLeavesLabelSmoothingOut() {
    ScoredRows smoothed =
        new ScoredRows(
            new SoftmaxCrossEntropy(0.3),
            4,
            3,
            CLASSES.logits(),
            CLASSES.targets(),
            CLASSES.weights());
    double plain = evaluate(new LogLoss(), CLASSES).values().getOrDefault("loss", 0.0);

    assertEquals(plain, evaluate(new LogLoss(), smoothed).values().getOrDefault("log_loss", 1.0));
  }

  @Test
  void rowsInSeveralSumsGiveTheSame() {
    List<Metric> metrics =
        List.of(new Accuracy(), new F1(), new ConfusionMatrix(), new Calibration(), new TopK(2));
    EvaluationSum whole = new EvaluationSum(metrics, 3);
    whole.add(metrics, CLASSES);
    EvaluationSum left = new EvaluationSum(metrics, 3);
    left.add(metrics, part(0, 1));
    EvaluationSum right = new EvaluationSum(metrics, 3);
    right.add(metrics, part(1, 4));
    left.merge(right);

    assertEquals(whole.result(metrics, 3).values(), left.result(metrics, 3).values());
    assertArrayEquals(
        whole.result(metrics, 3).matrices().values().toArray(),
        left.result(metrics, 3).matrices().values().toArray());
  }

  private static ScoredRows part(int from, int to) {
    return rows(
        SOFTMAX,
        3,
        Arrays.copyOfRange(CLASSES.logits(), 3 * from, 3 * to),
        Arrays.copyOfRange(CLASSES.targets(), from, to),
        Arrays.copyOfRange(CLASSES.weights(), from, to));
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        arguments(new Mse(), SOFTMAX, 3, "mse does not measure what softmax_cross_entropy trains"),
        arguments(
            new Accuracy(),
            new SquaredError(),
            3,
            "accuracy does not measure what squared_error trains"),
        arguments(new RocAuc(), SOFTMAX, 3, "roc_auc needs two classes, got 3"),
        arguments(new PrAuc(), SOFTMAX, 3, "pr_auc needs two classes, got 3"),
        arguments(new RocAuc(), new Huber(), 1, "roc_auc does not measure what huber trains"),
        arguments(new PrAuc(), new Huber(), 1, "pr_auc does not measure what huber trains"),
        arguments(new TopK(2), new Huber(), 3, "top_k does not measure what huber trains"),
        arguments(new TopK(2), BINARY, 1, "top_k needs an output for each class, got 1"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void aMetricThatDoesNotFitIsRefused(Metric metric, Loss loss, int outputs, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> metric.check(loss, outputs))
            .getMessage());
  }

  @Test
  void moreClassesThanAMatrixCanHoldAreRefused() {
    List<Metric> metrics = List.of(new ConfusionMatrix());
    Metric.checkAll(metrics, SOFTMAX, 46_340);
    assertEquals(
        "confusion_matrix needs 2147488281 sums for 46341 outputs, and all metrics together may"
            + " have 2147483631",
        assertThrows(
                IllegalArgumentException.class, () -> Metric.checkAll(metrics, SOFTMAX, 46_341))
            .getMessage());
  }

  @Test
  void metricsThatTogetherNeedTooManySumsAreRefused() {
    List<Metric> metrics = List.of(new ConfusionMatrix(), new Accuracy(), new ConfusionMatrix());
    Metric.checkAll(metrics.subList(0, 2), SOFTMAX, 40_000);
    assertEquals(
        "confusion_matrix needs 1600000000 sums for 40000 outputs, and all metrics together may"
            + " have 2147483631",
        assertThrows(
                IllegalArgumentException.class, () -> Metric.checkAll(metrics, SOFTMAX, 40_000))
            .getMessage());
  }

  @Test
  void oneMetricThatDoesNotFitIsRefusedAmongOthers() {
    List<Metric> metrics = List.of(new Accuracy(), new Mse());
    assertEquals(
        "mse does not measure what softmax_cross_entropy trains",
        assertThrows(IllegalArgumentException.class, () -> Metric.checkAll(metrics, SOFTMAX, 3))
            .getMessage());
  }

  @Test
  void kMustBePositive() {
    Setting declared = Setting.of("metrics[0]", Map.of("top_k", Map.of("k", 0)));
    assertEquals(
        "metrics[0].top_k: Top k must be at least 1, got 0",
        assertThrows(InvalidInputException.class, () -> Metric.CATALOGUE.read(declared))
            .getMessage());
  }

  @Test
  void ofTopKTheDefaultIsFive() {
    assertEquals(new TopK(5), Metric.CATALOGUE.read(Setting.scalar("metrics[0]", "top_k")));
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
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
