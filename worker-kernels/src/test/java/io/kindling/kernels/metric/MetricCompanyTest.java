package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.random.CounterRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics whose sums lie behind those of others, in one array. */
class MetricCompanyTest {
  private static final int ROWS = 40;

  static Stream<Arguments> companies() {
    List<Metric> ofTwo = List.of(new RocAuc(), new PrAuc());
    List<Metric> ofClasses =
        List.of(
            new Accuracy(),
            new TopK(2),
            new Precision(),
            new Recall(),
            new F1(),
            new LogLoss(),
            new ConfusionMatrix());
    List<Metric> ofLabels =
        List.of(new Accuracy(), new Precision(), new Recall(), new F1(), new LogLoss());
    List<Metric> ofNumbers = List.of(new Mse(), new R2(), new Mae());
    return Stream.of(
        Arguments.of(ofTwo, new SoftmaxCrossEntropy(), 2),
        Arguments.of(ofClasses, new SoftmaxCrossEntropy(), 4),
        Arguments.of(ofLabels, new SigmoidCrossEntropy(), 3),
        Arguments.of(ofNumbers, new SquaredError(), 3));
  }

  @ParameterizedTest
  @MethodSource("companies")
  void aMetricGivesTheSameInAnyCompany(List<Metric> metrics, Loss loss, int outputs) {
    ScoredRows rows = rows(loss, outputs);
    List<Metric> reversed = new ArrayList<>(metrics);
    Collections.reverse(reversed);
    Evaluation together = evaluate(metrics, rows);
    Evaluation inReverse = evaluate(reversed, rows);

    for (Metric metric : metrics) {
      Evaluation alone = evaluate(List.of(metric), rows);
      alone
          .values()
          .forEach(
              (name, value) -> {
                assertEquals(value, together.values().get(name), name);
                assertEquals(value, inReverse.values().get(name), name);
              });
    }
    assertArrayEquals(
        together.matrices().values().toArray(), inReverse.matrices().values().toArray());
  }

  private static ScoredRows rows(Loss loss, int outputs) {
    int perRow = loss.targets(outputs).perRow();
    int classes = loss.targets(outputs).classes();
    float[] logits = new float[ROWS * outputs];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) CounterRandom.gaussian(1, i);
    }
    float[] targets = new float[ROWS * perRow];
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          classes == 0
              ? (float) CounterRandom.gaussian(2, i)
              : (int) (classes * CounterRandom.uniform(2, i));
    }
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = 1 + row % 3;
    }
    return new ScoredRows(loss, ROWS, outputs, logits, targets, weights);
  }

  private static Evaluation evaluate(List<Metric> metrics, ScoredRows rows) {
    EvaluationSum sum = new EvaluationSum(metrics, rows.outputs());
    sum.add(metrics, rows);
    return sum.result(metrics, rows.outputs());
  }
}
