package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Batch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final int ROWS = 6;
  private final Objective objective =
      new Objective(
          new ModelSpec(
              Shape.vector(4),
              NetworkSpec.of(new Dense(9), new Relu(), new Dropout(0.5), new Dense(3)),
              new SoftmaxCrossEntropy()));
  private final float[] theta = objective.network().parameters().initialParameters(3);
  private final Batch batch = Batch.random(ROWS, 4, 3, 8);

  @Test
  void theGradientReplacesWhatWasThere() {
    GradientSum sum = new GradientSum(objective.network().parameters());
    Arrays.fill(sum.gradient(), Float.NaN);

    objective.gradient(ROWS, 1, theta, filled(ROWS), sum);

    assertArrayEquals(gradient(filled(ROWS), 1), sum.gradient());
  }

  @Test
  void rowsBeyondThePassCountForNothing() {
    Workspace larger = Workspace.forTraining(objective.network(), ROWS + 3);
    Arrays.fill(larger.input(), Float.NaN);
    Arrays.fill(larger.targets(), Float.NaN);
    Arrays.fill(larger.weights(), Float.NaN);
    Arrays.fill(larger.logitsGradient(), Float.NaN);
    batch.copyTo(larger);

    assertArrayEquals(gradient(filled(ROWS), 1), gradient(larger, 1));
  }

  @Test
  void theWeightIsTheSumOfTheRowsWeights() {
    GradientSum sum = new GradientSum(objective.network().parameters());
    double expected = 0;
    for (int row = 0; row < ROWS; row++) {
      expected += batch.weight(row);
    }

    objective.gradient(ROWS, 1, theta, filled(ROWS), sum);

    assertEquals(expected, sum.weight());
  }

  @Test
  void aRowOfWeightZeroLeavesTheGradientAsItIs() {
    Workspace changed = filled(ROWS);
    changed.weights()[ROWS - 1] = 0;
    float[] withoutWeight = gradient(changed, 1);
    changed = filled(ROWS);
    changed.weights()[ROWS - 1] = 0;
    changed.targets()[ROWS - 1] = (batch.target(ROWS - 1) + 1) % 3;

    assertArrayEquals(withoutWeight, gradient(changed, 1));
  }

  @Test
  void theSamePassGivesTheSameBits() {
    assertArrayEquals(gradient(filled(ROWS), 7), gradient(filled(ROWS), 7));
  }

  @Test
  void anotherRandomKeyDropsOtherUnits() {
    assertFalse(Arrays.equals(gradient(filled(ROWS), 7), gradient(filled(ROWS), 8)));
  }

  private Workspace filled(int capacity) {
    Workspace workspace = Workspace.forTraining(objective.network(), capacity);
    batch.copyTo(workspace);
    return workspace;
  }

  private float[] gradient(Workspace workspace, long randomKey) {
    GradientSum sum = new GradientSum(objective.network().parameters());
    objective.gradient(ROWS, randomKey, theta, workspace, sum);
    return sum.gradient();
  }
}
