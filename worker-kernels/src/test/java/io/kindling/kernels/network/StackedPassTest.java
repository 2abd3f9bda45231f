package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.NativeBlas;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.InputStack;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.WeightMatrix;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passes whose rows wait one behind the other, against each alone. */
class StackedPassTest {
  private static final int INPUTS = 100;
  private static final int CLASSES = 4;

  /** Of OpenBLAS on AVX2, which adds up otherwise in rows that are left over. */
  private static final int ROWS_AT_A_TIME = 12;

  @ParameterizedTest(name = "passes of {0} rows, multiplied at once: {1}")
  @CsvSource({"48, true", "48, false", "64, true", "64, false", "13, false", "2, false"})
  void theyHaveTheBitsOfPassesThatAreAlone(int rows, boolean atOnce) {
    Objective objective =
        objective(new Dense(80), new BatchNorm(), new Relu(), new Dropout(0.3), new Dense(CLASSES));
    float[] theta = objective.network().parameters().initialParameters(2);
    Workspace stacked = Workspace.forTraining(objective.network(), rows);
    int passes = Math.min(4, stacked.passes());
    stacked.clearStack();
    for (int pass = 0; pass < passes; pass++) {
      copy(filled(objective, pass, rows), rows, stacked, pass * rows);
    }
    InputStack stack = stack(stacked);
    if (atOnce && Blas.get() instanceof NativeBlas) {
      assertTrue(stack.isExact(rows, passes) || rows % ROWS_AT_A_TIME != 0);
      if (stack.isExact(rows, passes)) {
        stack.multiply(rows * passes, theta);
      }
    }

    for (int pass = 0; pass < passes; pass++) {
      stacked.startPass(pass, rows);
      assertSame(
          sum(objective, rows, pass, theta, filled(objective, pass, rows)),
          sum(objective, rows, pass, theta, stacked));
    }
  }

  @Test
  void aPassAfterAStackIsComputedAnew() {
    Objective objective = objective(new Dense(80), new Relu(), new Dense(CLASSES));
    float[] theta = objective.network().parameters().initialParameters(2);
    Workspace workspace = Workspace.forTraining(objective.network(), 64);
    stack(workspace).multiply(128, theta);
    workspace.startPass(1, 64);

    workspace.clearStack();
    copy(filled(objective, 9, 64), 64, workspace, 0);

    assertSame(
        sum(objective, 64, 1, theta, filled(objective, 9, 64)),
        sum(objective, 64, 1, theta, workspace));
  }

  @Test
  void asManyPassesAreStackedAsFitIntoTheCache() {
    assertEquals(4, InputStack.passes(64, new WeightMatrix(0, 784, 128)));
    assertEquals(2, InputStack.passes(64, new WeightMatrix(0, 784, 2048)));
    assertEquals(1, InputStack.passes(256, new WeightMatrix(0, 784, 128)));
    assertEquals(1, InputStack.passes(64, new WeightMatrix(0, 3072, 10)));
    assertEquals(1, InputStack.passes(4096, new WeightMatrix(0, 1, 1)));
    assertEquals(1, InputStack.passes(1, new WeightMatrix(0, 1 << 20, 1)));
  }

  @Test
  void anInputThatSeveralTakeIsNotStacked() {
    assertFalse(isStacked(objective(new Maxout(8, 2), new Dense(CLASSES))));
    assertFalse(isStacked(objective(new Relu(), new Dense(CLASSES))));
    assertTrue(isStacked(objective(new Dense(8), new Dense(CLASSES))));
  }

  @Test
  void aPassThatFillsTheCacheTakesNoRoomForOthers() {
    Network network = objective(new Dense(8), new Dense(CLASSES)).network();
    Workspace workspace = Workspace.forTraining(network, 256);

    assertNull(workspace.stack());
    assertEquals(256 * INPUTS, workspace.input().length);
  }

  @Test
  void rowsThatAreScoredOrSparseAreNotStacked() {
    Network network = objective(new Dense(8), new Dense(CLASSES)).network();

    assertEquals(1, Workspace.forEvaluation(network, 64).passes());
    assertEquals(1, Workspace.forSparseTraining(network, 64).passes());
  }

  private static boolean isStacked(Objective objective) {
    Workspace workspace = Workspace.forTraining(objective.network(), 64);
    assertEquals(workspace.stack() != null, workspace.passes() > 1);
    return workspace.stack() != null;
  }

  private static InputStack stack(Workspace workspace) {
    InputStack stack = workspace.stack();
    if (stack == null) {
      throw new AssertionError("no stack");
    }
    return stack;
  }

  private static void copy(Workspace from, int rows, Workspace to, int place) {
    System.arraycopy(from.input(), 0, to.input(), place * INPUTS, rows * INPUTS);
    System.arraycopy(from.targets(), 0, to.targets(), place, rows);
    System.arraycopy(from.weights(), 0, to.weights(), place, rows);
  }

  private static Workspace filled(Objective objective, int pass, int rows) {
    Workspace workspace = Workspace.forTraining(objective.network(), rows);
    Batch.random(rows, INPUTS, CLASSES, pass).copyTo(workspace);
    return workspace;
  }

  private static GradientSum sum(
      Objective objective, int rows, long key, float[] theta, Workspace workspace) {
    GradientSum sum = new GradientSum(objective.network().parameters());
    objective.gradient(rows, key, theta, workspace, sum);
    return sum;
  }

  private static void assertSame(GradientSum expected, GradientSum found) {
    assertArrayEquals(expected.gradient(), found.gradient());
    assertEquals(expected.loss(), found.loss());
    assertEquals(expected.weight(), found.weight());
  }

  private static Objective objective(LayerSpec... layers) {
    return new Objective(
        new ModelSpec(Shape.vector(INPUTS), NetworkSpec.of(layers), new SoftmaxCrossEntropy()));
  }
}
