package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas under curves, from bins of scores, beside those from the scores themselves. */
class BinnedAreaTest {
  private static final int ROWS = 3000;

  /** Rows of both classes, whose scores are the further apart the larger {@code apart} is. */
  private static ScoredRows rows(long seed, double apart, double scale) {
    float[] scores = new float[ROWS];
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      targets[i] = CounterRandom.uniform(seed, i) < 0.1 ? 1 : 0;
      scores[i] =
          (float) (scale * (CounterRandom.gaussian(seed + 100, i) + apart * targets[i] - 3));
      weights[i] = 1 + i % 3;
    }
    return rows(scores, targets, weights);
  }

  private static ScoredRows rows(float[] scores, float[] targets, float[] weights) {
    return new ScoredRows(new BinaryCrossEntropy(), scores.length, 1, scores, targets, weights);
  }

  private static Map<String, Double> evaluate(Metric metric, ScoredRows rows) {
    EvaluationSum sum = new EvaluationSum(List.of(metric), 1);
    sum.add(List.of(metric), rows);
    return sum.result(List.of(metric), 1).values();
  }

  private static void assertWithinBound(double exact, Map<String, Double> found, String name) {
    double error = Math.abs(exact - found.getOrDefault(name, Double.NaN));
    double bound = found.getOrDefault(name + "_error_bound", Double.NaN);
    assertTrue(error <= bound + 1e-12, error + " beyond " + bound);
  }

  private static double pairsInOrder(ScoredRows rows) {
    double pairs = 0;
    double all = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        if (rows.targets()[i] == 1 && rows.targets()[j] == 0) {
          double weight = (double) rows.weights()[i] * rows.weights()[j];
          float over = rows.logits()[i] - rows.logits()[j];
          all += weight;
          pairs += over > 0 ? weight : over == 0 ? weight / 2 : 0;
        }
      }
    }
    return pairs / all;
  }

  /** Over the distinct scores from the largest down. */
  private static double averagePrecision(ScoredRows rows) {
    int[] order =
        IntStream.range(0, ROWS)
            .boxed()
            .sorted((i, j) -> Float.compare(rows.logits()[j], rows.logits()[i]))
            .mapToInt(i -> i)
            .toArray();
    double truePositives = 0;
    double predicted = 0;
    double added = 0;
    double sum = 0;
    for (int n = 0; n < ROWS; n++) {
      int row = order[n];
      predicted += rows.weights()[row];
      added += rows.targets()[row] * rows.weights()[row];
      if (n == ROWS - 1 || rows.logits()[order[n + 1]] != rows.logits()[row]) {
        truePositives += added;
        sum += added * truePositives / predicted;
        added = 0;
      }
    }
    return sum / truePositives;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBinnedRocAreaIsNearTheExactOneAndWithinItsBound(long seed) {
    ScoredRows rows = rows(seed, 1, 1);
    Map<String, Double> found = evaluate(new RocAuc(), rows);
    double exact = pairsInOrder(rows);
    assertEquals(exact, found.getOrDefault("roc_auc", Double.NaN), 1e-3);
    assertWithinBound(exact, found, "roc_auc");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBinnedPrecisionAreaIsNearTheExactOneAndWithinItsBound(long seed) {
    for (double apart : new double[] {0, 1, 3}) {
      ScoredRows rows = rows(seed, apart, 1);
      Map<String, Double> found = evaluate(new PrAuc(), rows);
      double exact = averagePrecision(rows);
      assertEquals(exact, found.getOrDefault("pr_auc", Double.NaN), 5e-3);
      assertWithinBound(exact, found, "pr_auc");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBoundsHoldWhereFewBinsHoldAllRows(long seed) {
    float[] weights = rows(seed, 1, 1).weights();
    ScoredRows spread = rows(seed, 1, 1);
    float[] narrow = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      narrow[i] = 1 + spread.logits()[i] / 300; // some five bins
    }
    ScoredRows rows = rows(narrow, spread.targets(), weights);
    assertWithinBound(pairsInOrder(rows), evaluate(new RocAuc(), rows), "roc_auc");
    assertWithinBound(averagePrecision(rows), evaluate(new PrAuc(), rows), "pr_auc");
  }

  @Test
  void rowsAllInOrderHaveTheWholeAreaWithoutError() {
    float[] scores = {5, 4, -3, -7};
    ScoredRows rows = rows(scores, new float[] {1, 1, 0, 0}, new float[] {1, 2, 3, 4});
    for (Metric metric : List.of(new RocAuc(), new PrAuc())) {
      Map<String, Double> found = evaluate(metric, rows);
      assertEquals(1, found.getOrDefault(metric.valueName(), Double.NaN));
      assertEquals(0, found.getOrDefault(metric.valueName() + "_error_bound", Double.NaN), 1e-12);
    }
  }

  @Test
  void scoresThatAllAgreeHaveThePrecisionOfTheClass() {
    ScoredRows rows =
        rows(new float[] {2, 2, 2, 2}, new float[] {1, 0, 0, 1}, new float[] {1, 2, 3, 4});
    assertEquals(0.5, evaluate(new PrAuc(), rows).getOrDefault("pr_auc", Double.NaN));
  }

  @Test
  void aScoreOfZeroOfEitherSignLiesBetweenThoseBelowAndAbove() {
    float[] labels = {0, 1, 0, 1};
    float[] weights = {1, 1, 1, 1};
    ScoredRows inOrder = rows(new float[] {-1e-30f, 0, 0, 1e-30f}, labels, weights);
    ScoredRows signs = rows(new float[] {-0f, 0, -0f, 0}, labels, weights);

    assertEquals(3.5 / 4, evaluate(new RocAuc(), inOrder).getOrDefault("roc_auc", Double.NaN));
    assertEquals(0.5, evaluate(new RocAuc(), signs).getOrDefault("roc_auc", Double.NaN));
  }

  @Test
  void ofTwoOutputsTheScoreIsTheSecondLessTheFirst() {
    float[] logits = {5, 7, -3, 1, 2, 1, 4, 4.5f, -1, -4, 0, 3};
    float[] targets = {1, 1, 0, 0, 0, 1};
    float[] weights = {1, 2, 3, 4, 5, 6};
    float[] scores = {2, 4, -1, 0.5f, -3, 3};
    ScoredRows pairs = new ScoredRows(new SoftmaxCrossEntropy(), 6, 2, logits, targets, weights);

    for (Metric metric : List.of(new RocAuc(), new PrAuc())) {
      assertEquals(
          evaluate(metric, rows(scores, targets, weights)).getOrDefault(metric.valueName(), -1.0),
          evaluate(metric, pairs).getOrDefault(metric.valueName(), -2.0));
    }
  }

  /** From the largest score down: class 1 of weight 4; 6 of class 1 and 2 of class 0; 3 of 0. */
  @Test
  void theBoundsOfABinOfBothClassesAreThoseOfItsBestAndItsWorstOrder() {
    ScoredRows rows =
        rows(new float[] {9, 4, 4, 1}, new float[] {1, 1, 0, 0}, new float[] {4, 6, 2, 3});
    double worst = 4 + integral(p -> (4 + p) / (4 + p + 2), 6);
    double used = 4 + 6 * 10 / 12.0;

    assertEquals(
        6 * 2 / 2.0 / (10 * 5),
        evaluate(new RocAuc(), rows).getOrDefault("roc_auc_error_bound", Double.NaN),
        1e-12);
    assertEquals(
        Math.max(10 - used, used - worst) / 10,
        evaluate(new PrAuc(), rows).getOrDefault("pr_auc_error_bound", Double.NaN),
        1e-9);
  }

  /** The same below a row of class 0, where the worst order is further away than the best. */
  @Test
  void theWorstOrderCountsWhereItIsFurtherAway() {
    ScoredRows rows =
        rows(new float[] {9, 8, 4, 4}, new float[] {1, 0, 1, 0}, new float[] {1, 4, 6, 1});
    double worst = 1 + integral(p -> (1 + p) / (1 + p + 5), 6);
    double used = 1 + 6 * 7 / 12.0;
    double best = 1 + 6 * 7 / 11.0;
    assertTrue(used - worst > best - used);

    assertEquals(
        (used - worst) / 7,
        evaluate(new PrAuc(), rows).getOrDefault("pr_auc_error_bound", Double.NaN),
        1e-9);
  }

  /** ∫_0^to f(p) dp by the rule of midpoints. */
  private static double integral(DoubleUnaryOperator f, double to) {
    int steps = 100_000;
    double width = to / steps;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += f.applyAsDouble((i + 0.5) * width) * width;
    }
    return sum;
  }

  record OneClass(Metric metric, float label, String reason) {}

  static Stream<OneClass> oneClass() {
    return Stream.of(
        new OneClass(new RocAuc(), 1, "the rows have one class only"),
        new OneClass(new RocAuc(), 0, "the rows have one class only"),
        new OneClass(new PrAuc(), 0, "no row is of class 1"));
  }

  @ParameterizedTest
  @MethodSource("oneClass")
  void ofOneClassAloneTheAreaIsUndefinedAndHasNoError(OneClass given) {
    float[] targets = new float[2];
    Arrays.fill(targets, given.label());
    Map<String, Double> found =
        evaluate(given.metric(), rows(new float[] {1, 2}, targets, new float[] {1, 1}));
    String name = given.metric().valueName();
    assertEquals(Double.NaN, found.getOrDefault(name, 0.0));
    assertEquals(2, found.size(), "the loss and the area");
    assertEquals(given.reason(), given.metric().whyUndefined());
  }

  @Test
  void ofClass1AloneEveryPrecisionIsOne() {
    ScoredRows rows = rows(new float[] {1, 2}, new float[] {1, 1}, new float[] {1, 1});
    assertEquals(1, evaluate(new PrAuc(), rows).getOrDefault("pr_auc", Double.NaN));
  }
}
