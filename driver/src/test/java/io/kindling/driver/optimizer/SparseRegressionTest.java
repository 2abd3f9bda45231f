package io.kindling.driver.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.schedule.Constant;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ‖XW − Y‖² / rows + λ ‖W‖₁ by gradient descent, against the same written out in doubles. */
final class SparseRegressionTest {
  private static final int ROWS = 40;
  private static final double[] TRUE_WEIGHTS = {2, 0, -1};
  private static final double LAMBDA = 0.2;
  private static final double RATE = 0.05;
  private static final int STEPS = 200;
  private static final long SEED = 9;

  @Test
  void descentTakesTheStepsOfTheFormula() {
    double[] expected = new double[3];
    float[] theta = new float[3];
    Learner learner = learner(theta, LAMBDA);
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = gradient(expected);
      for (int i = 0; i < 3; i++) {
        expected[i] -= RATE * (gradient[i] + LAMBDA * Math.signum(expected[i]));
      }
      learner.step(sum(theta), List.of());
      // Where a weight crosses 0, rounding decides on which side: the sign is then worth 2 steps.
      assertEquals(expected[0], theta[0], 1e-4, "step " + step);
      assertEquals(expected[2], theta[2], 1e-4, "step " + step);
    }
  }

  @Test
  void thePenaltyPushesTheUselessWeightTowardsZero() {
    float[] plain = descend(0);
    float[] penalized = descend(LAMBDA);
    assertTrue(
        Math.abs(penalized[1]) < 2 * RATE * LAMBDA && Math.abs(penalized[0]) < Math.abs(plain[0]),
        Arrays.toString(plain) + " and " + Arrays.toString(penalized));
  }

  private static float[] descend(double lambda) {
    float[] theta = new float[3];
    Learner learner = learner(theta, lambda);
    for (int step = 0; step < STEPS; step++) {
      learner.step(sum(theta), List.of());
    }
    return theta;
  }

  private static Learner learner(float[] theta, double lambda) {
    UpdateRule rule = UpdateRule.of(new Sgd(RATE)).with(new Penalty(lambda, 0));
    return new Learner(objective().network(), rule, new Constant(RATE), theta);
  }

  private static GradientSum sum(float[] theta) {
    Objective objective = objective();
    Workspace workspace = Workspace.forTraining(objective.network(), ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < 3; i++) {
        workspace.input()[3 * row + i] = (float) x(row, i);
      }
      workspace.targets()[row] = (float) y(row);
      workspace.weights()[row] = 1;
    }
    GradientSum sum = new GradientSum(objective.network().parameters());
    objective.gradient(ROWS, 0, theta, workspace, sum);
    return sum;
  }

  private static Objective objective() {
    Dense dense = new Dense(1, new Zeros(), new Zeros(), false);
    return new Objective(new ModelSpec(Shape.vector(3), NetworkSpec.of(dense), new SquaredError()));
  }

  /** 2 Xᵀ(XW − Y) / rows. */
  private static double[] gradient(double[] weights) {
    double[] gradient = new double[3];
    for (int row = 0; row < ROWS; row++) {
      double error = -y(row);
      for (int i = 0; i < 3; i++) {
        error += weights[i] * x(row, i);
      }
      for (int i = 0; i < 3; i++) {
        gradient[i] += 2 * error * x(row, i) / ROWS;
      }
    }
    return gradient;
  }

  private static double x(int row, int column) {
    return (float) CounterRandom.gaussian(SEED, 3L * row + column);
  }

  private static double y(int row) {
    double sum = 0.3 * CounterRandom.gaussian(SEED + 1, row);
    for (int i = 0; i < 3; i++) {
      sum += TRUE_WEIGHTS[i] * x(row, i);
    }
    return (float) sum;
  }
}
