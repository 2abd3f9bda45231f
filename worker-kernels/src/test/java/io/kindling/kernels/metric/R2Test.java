package io.kindling.kernels.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.random.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class R2Test {
  private static final List<Metric> R2 = List.of(new R2());
  private static final int ROWS = 64;
  private static final long SEED = 3;

  /** Targets of deviation 2 around a mean; outputs that are off by 1. */
  private static ScoredRows around(float mean, int from, int to) {
    int rows = to - from;
    float[] outputs = new float[rows];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = mean + ((from + i) % 2 == 0 ? 2 : -2);
      outputs[i] = targets[i] + 1;
      weights[i] = 1;
    }
    return new ScoredRows(new SquaredError(), rows, 1, outputs, targets, weights);
  }

  private static EvaluationSum sum(ScoredRows rows) {
    EvaluationSum sum = new EvaluationSum(R2, 1);
    sum.add(R2, rows);
    return sum;
  }

  private static double value(EvaluationSum sum) {
    return sum.result(R2, 1).values().getOrDefault("r2", Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e3f, 2e6f, 1e7f})
  void theMeanOfTheTargetsMayBeMillionsOfDeviationsAway(float mean) {
    assertEquals(1 - 1 / 4.0, value(sum(around(mean, 0, ROWS))), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e3f, 2e6f, 1e7f})
  void mergedSumsAreAsNear(float mean) {
    EvaluationSum whole = sum(around(mean, 0, 0));
    for (int part = 0; part < ROWS; part += 16) {
      whole.merge(sum(around(mean, part, part + 16)));
    }
    whole.merge(sum(around(mean, 0, 0)));
    assertEquals(1 - 1 / 4.0, value(whole), 1e-9);
  }

  @Test
  void partsWithDifferentMeansAndWeightsGiveTheValueOfTheDefinition() {
    int rows = 1000;
    float[] outputs = new float[rows];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = (float) (CounterRandom.gaussian(SEED, i) + 0.01 * i);
      outputs[i] = targets[i] + (float) CounterRandom.gaussian(SEED + 1, i);
      weights[i] = i % 4; // some count nothing
    }
    double mean = 0;
    double weight = 0;
    for (int i = 0; i < rows; i++) {
      mean += (double) weights[i] * targets[i];
      weight += weights[i];
    }
    mean /= weight;
    double error = 0;
    double spread = 0;
    EvaluationSum parts = new EvaluationSum(R2, 1);
    for (int i = 0; i < rows; i++) {
      error += weights[i] * Math.pow((double) outputs[i] - targets[i], 2);
      spread += weights[i] * Math.pow(targets[i] - mean, 2);
      parts.merge(
          sum(
              new ScoredRows(
                  new SquaredError(),
                  1,
                  1,
                  new float[] {outputs[i]},
                  new float[] {targets[i]},
                  new float[] {weights[i]})));
    }
    double expected = 1 - error / spread;
    assertEquals(
        expected,
        value(sum(new ScoredRows(new SquaredError(), rows, 1, outputs, targets, weights))),
        1e-12);
    assertEquals(expected, value(parts), 1e-12);
  }

  @Test
  void targetsThatAreAllTheSameCountZeroHoweverLargeTheyAre() {
    float[] same = new float[100];
    float[] weights = new float[100];
    Arrays.fill(same, 1e7f / 3);
    Arrays.fill(weights, 0.1f);
    float[] off = same.clone();
    off[7]++;
    assertEquals(0, value(sum(new ScoredRows(new SquaredError(), 100, 1, off, same, weights))));
    assertEquals(1, value(sum(new ScoredRows(new SquaredError(), 100, 1, same, same, weights))));
  }
}
