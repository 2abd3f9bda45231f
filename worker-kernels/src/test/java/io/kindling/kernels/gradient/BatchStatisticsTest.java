package io.kindling.kernels.gradient;

import static io.kindling.kernels.testing.Tolerance.FLOAT;
import static io.kindling.kernels.testing.Tolerance.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Batch;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running statistics of a batch normalisation, over a batch that several shards share. */
class BatchStatisticsTest {
  private static final int ROWS = 12;
  private static final int INPUTS = 5;
  private static final double MOMENTUM = 0.3;

  private final Objective objective =
      new Objective(
          new ModelSpec(
              Shape.vector(INPUTS),
              NetworkSpec.of(new BatchNorm(MOMENTUM, 1e-5), new Dense(3)),
              new SoftmaxCrossEntropy()));
  private final Batch batch = Batch.random(ROWS, INPUTS, 3, 4);

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 7, 12})
  void theyAreThoseOfTheWholeBatchHoweverItIsShared(int first) {
    float[] theta = objective.network().parameters().initialParameters(1);
    GradientSum sum = gradient(theta, 0, first);
    if (first < ROWS) {
      sum.merge(gradient(theta, first, ROWS));
    }

    objective.network().updateStatistics(theta, sum.gradient(), (double) sum.rows());

    assertClose("mean", expectedMeans(), slice(theta, "0.running_mean"), FLOAT);
    assertClose("variance", expectedVariances(), slice(theta, "0.running_var"), FLOAT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-5, 3e-5, 1e-3})
  void theVarianceOfAConstantUnitIsZeroWhateverEpsilonIs(double epsilon) {
    Objective constant = objective(epsilon);
    ParameterSlice variance = find("0.running_var");

    GradientSum sum = gradient(constant, row -> 0.7f);

    assertArrayEquals(
        new float[INPUTS],
        Arrays.copyOfRange(sum.gradient(), variance.offset(), variance.end()),
        "Σ (x − mean)²");
  }

  @Test
  void aUnitFarFromZeroIsNormalisedAllTheSame() {
    Objective far = objective(1e-5);
    ParameterSlice variance = find("0.running_var");
    double squares = 0; // of a unit that is 10⁸, and 8 more in every fourth row
    for (int row = 0; row < ROWS; row++) {
      squares += Math.pow((row % 4 == 0 ? 8 : 0) - 2, 2);
    }
    double[] expected = new double[INPUTS];
    Arrays.fill(expected, squares);

    GradientSum sum = gradient(far, row -> row % 4 == 0 ? 100_000_008 : 100_000_000);

    assertClose(
        "Σ (x − mean)²",
        expected,
        Arrays.copyOfRange(sum.gradient(), variance.offset(), variance.end()),
        FLOAT);
  }

  private static Objective objective(double epsilon) {
    return new Objective(
        new ModelSpec(
            Shape.vector(INPUTS),
            NetworkSpec.of(new BatchNorm(MOMENTUM, epsilon), new Dense(3)),
            new SoftmaxCrossEntropy()));
  }

  private static GradientSum gradient(Objective objective, IntToDoubleFunction ofRow) {
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    for (int i = 0; i < ROWS * INPUTS; i++) {
      workspace.input()[i] = (float) ofRow.applyAsDouble(i / INPUTS);
    }
    Arrays.fill(workspace.weights(), 1f);
    GradientSum sum = new GradientSum(objective.network().parameters());
    float[] theta = objective.network().parameters().initialParameters(1);
    objective.gradient(ROWS, 0, theta, workspace, sum);
    return sum;
  }

  @Test
  void aShardWithoutRowsChangesNothing() {
    float[] theta = objective.network().parameters().initialParameters(1);
    GradientSum empty = new GradientSum(objective.network().parameters());
    empty.clear();
    GradientSum sum = gradient(theta, 0, ROWS);
    float[] alone = sum.gradient().clone();

    sum.merge(empty);
    assertArrayEquals(alone, sum.gradient());
    empty.merge(sum);
    assertArrayEquals(alone, empty.gradient());
  }

  @Test
  void evaluationNormalisesByTheRunningStatistics() {
    float[] theta = objective.network().parameters().initialParameters(1);
    Arrays.fill(theta, 0, objective.network().parameters().trainable(), 1f);
    fill(theta, "0.running_mean", 0.5f);
    fill(theta, "0.running_var", 4f);
    Workspace workspace = Workspace.forEvaluation(objective.network(), 1);
    Arrays.fill(workspace.input(), 2.5f);

    objective.network().forward(Pass.evaluation(1, theta), workspace);

    double normalized = (2.5 - 0.5) / Math.sqrt(4 + 1e-5) + 1;
    assertEquals(INPUTS * normalized + 1, workspace.logits()[0], 1e-5);
  }

  @Test
  void oneRowInAShardIsRefused() {
    float[] theta = objective.network().parameters().initialParameters(1);

    assertEquals(
        "Batch norm needs at least 2 rows of a batch in each shard, got 1",
        assertThrows(IllegalArgumentException.class, () -> gradient(theta, 0, 1)).getMessage());
  }

  private GradientSum gradient(float[] theta, int from, int to) {
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    batch.copyTo(workspace);
    float[] input = workspace.input();
    System.arraycopy(input, from * INPUTS, input, 0, (to - from) * INPUTS);
    GradientSum sum = new GradientSum(objective.network().parameters());
    objective.gradient(to - from, 0, theta, workspace, sum);
    return sum;
  }

  private double[] expectedMeans() {
    double[] means = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      means[i] = MOMENTUM * mean(i);
    }
    return means;
  }

  private double[] expectedVariances() {
    double[] variances = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      double squares = 0;
      for (double[] row : batch.inputs()) {
        squares += (row[i] - mean(i)) * (row[i] - mean(i));
      }
      variances[i] = 1 - MOMENTUM + MOMENTUM * squares / (ROWS - 1);
    }
    return variances;
  }

  private double mean(int column) {
    return Arrays.stream(batch.inputs()).mapToDouble(row -> row[column]).sum() / ROWS;
  }

  private float[] slice(float[] theta, String name) {
    ParameterSlice slice = find(name);
    return Arrays.copyOfRange(theta, slice.offset(), slice.end());
  }

  private void fill(float[] theta, String name, float value) {
    ParameterSlice slice = find(name);
    Arrays.fill(theta, slice.offset(), slice.end(), value);
  }

  private ParameterSlice find(String name) {
    return objective.network().parameters().slices().stream()
        .filter(slice -> slice.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
