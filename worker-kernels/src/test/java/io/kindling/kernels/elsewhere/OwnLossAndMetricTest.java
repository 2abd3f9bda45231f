package io.kindling.kernels.elsewhere;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.OutputLoss;
import io.kindling.kernels.loss.RegressionLoss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.LogLoss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.Moments;
import io.kindling.kernels.metric.Precision;
import io.kindling.kernels.metric.ScoredRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A loss and metrics that are not Kindling's own. */
class OwnLossAndMetricTest {
  /** log cosh(y − t). */
  record LogCosh() implements RegressionLoss {
    @Override
    public double loss(double output, double target) {
      return Math.log(Math.cosh(output - target));
    }

    @Override
    public double derivative(double output, double target) {
      return Math.tanh(output - target);
    }
  }

  /** (y − t)², of outputs that are probabilities already. */
  record Brier() implements OutputLoss {
    @Override
    public Task task() {
      return Task.MULTILABEL;
    }

    @Override
    public boolean takesLogits() {
      return false;
    }

    @Override
    public TargetRange targets(int outputs) {
      return new TargetRange(outputs, 2);
    }

    @Override
    public double loss(double output, double target) {
      return (output - target) * (output - target);
    }

    @Override
    public double derivative(double output, double target) {
      return 2 * (output - target);
    }

    @Override
    public void toPredictions(VectorMath math, int rows, int outputs, float[] logits) {}
  }

  /** The share of rows of class 0 that are taken for another class. */
  record FalseAlarms() implements Metric {
    @Override
    public String valueName() {
      return "false_alarms";
    }

    @Override
    public Aim aim() {
      return Aim.LOW;
    }

    @Override
    public Set<Task> tasks() {
      return Set.of(Task.MULTICLASS);
    }

    @Override
    public long sums(int outputs) {
      return 2;
    }

    @Override
    public void add(ScoredRows rows, double[] sums, int offset) {
      for (int row = 0; row < rows.rows(); row++) {
        if (rows.target(row) == 0) {
          sums[offset] += rows.decision(row) > 0 ? rows.weights()[row] : 0;
          sums[offset + 1] += rows.weights()[row];
        }
      }
    }

    @Override
    public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
      evaluation.put(valueName(), sums[offset] / sums[offset + 1]);
    }
  }

  /** The standard deviation of the first output's errors. */
  record ErrorDeviation() implements Metric {
    @Override
    public String valueName() {
      return "error_deviation";
    }

    @Override
    public Set<Task> tasks() {
      return Set.of(Task.REGRESSION);
    }

    @Override
    public long sums(int outputs) {
      return Moments.EACH;
    }

    @Override
    public int moments(int outputs) {
      return 1;
    }

    @Override
    public void add(ScoredRows rows, double[] sums, int offset) {
      for (int row = 0; row < rows.rows(); row++) {
        int at = row * rows.outputs();
        Moments.add(
            sums, offset, rows.weights()[row], (double) rows.logits()[at] - rows.targets()[at]);
      }
    }

    @Override
    public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
      double variance = Moments.squares(sums, offset) / Moments.weight(sums, offset);
      evaluation.put(valueName(), Math.sqrt(variance));
      evaluation.put("error_mean", Moments.mean(sums, offset));
    }
  }

  @Test
  void aLossOfOneOutputGivesThatOfRowsAndItsGradient() {
    Loss loss = new LogCosh();
    float[] gradient = new float[4];
    double sum =
        loss.evaluate(
            new VectorMath(),
            2,
            2,
            new float[] {1, 0, 3, 2},
            new float[4],
            new float[] {1, 2},
            gradient);
    double expected =
        Math.log(Math.cosh(1)) + 2 * (Math.log(Math.cosh(3)) + Math.log(Math.cosh(2)));
    assertEquals(expected, sum, 1e-12);
    float[] slopes = {
      (float) Math.tanh(1), 0, (float) (2 * Math.tanh(3)), 2 * (float) Math.tanh(2)
    };
    for (int i = 0; i < 4; i++) {
      assertEquals(slopes[i], gradient[i], 1e-6f);
    }
  }

  @Test
  void aMetricOfOnesOwnCountsDecisions() {
    ScoredRows rows =
        new ScoredRows(
            new SoftmaxCrossEntropy(),
            3,
            2,
            new float[] {1, 0, 0, 1, 0, 1},
            new float[] {0, 0, 1},
            new float[] {1, 3, 5});
    assertEquals(3 / 4.0, evaluate(new FalseAlarms(), rows).get("false_alarms"));
  }

  @Test
  void aMetricOfOnesOwnMayKeepMoments() {
    ScoredRows rows =
        new ScoredRows(
            new LogCosh(), 2, 1, new float[] {1, 3}, new float[] {0, 0}, new float[] {1, 1});
    Map<String, Double> values = evaluate(new ErrorDeviation(), rows);
    assertEquals(1, values.get("error_deviation"));
    assertEquals(2, values.get("error_mean"));
  }

  @Test
  void outputsThatAreProbabilitiesSayYesAboveOneHalf() {
    ScoredRows rows =
        new ScoredRows(
            new Brier(),
            2,
            2,
            new float[] {0.1f, 0.9f, 0.6f, 0.4f},
            new float[] {0, 1, 1, 0},
            new float[] {1, 1});
    assertEquals(1, evaluate(new Accuracy(), rows).get("accuracy"));
    assertEquals(1, evaluate(new Precision(), rows).get("precision"));
  }

  @Test
  void logLossRefusesOutputsThatAreNoLogits() {
    List<Metric> metrics = List.of(new LogLoss());
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Metric.checkAll(metrics, new Brier(), 2));
    assertEquals(
        "log_loss needs a loss that takes logits, got " + Brier.class.getName(),
        error.getMessage());
  }

  /** Twice the same rows, in two sums. */
  private static Map<String, Double> evaluate(Metric metric, ScoredRows rows) {
    List<Metric> metrics = List.of(metric);
    Metric.checkAll(metrics, rows.loss(), rows.outputs());
    EvaluationSum left = new EvaluationSum(metrics, rows.outputs());
    EvaluationSum right = new EvaluationSum(metrics, rows.outputs());
    left.add(metrics, rows);
    right.add(metrics, rows);
    left.merge(right);
    return left.result(metrics, rows.outputs()).values();
  }
}
