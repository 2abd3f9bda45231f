package io.kindling.kernels.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private static final int CAPACITY = 6;

  // Compiled: dense with relu (5 to 7), dropout (7 to 7), dense (7 to 3).
  private final Network network =
      new ModelSpec(
              Shape.vector(5),
              NetworkSpec.of(new Dense(7), new Relu(), new Dropout(0.5), new Dense(3)),
              new SoftmaxCrossEntropy())
          .compile();
  private final Workspace workspace = Workspace.forTraining(network, CAPACITY);

  @Test
  void inputTargetsAndWeightsHoldTheRowsOfAllPasses() {
    int rows = CAPACITY * workspace.passes();

    assertEquals(42, workspace.passes());
    assertEquals(rows * 5, workspace.input().length);
    assertEquals(rows, workspace.targets().length);
    assertEquals(rows, workspace.weights().length);
  }

  @Test
  void inputTargetsAndWeightsHoldTheCapacityWhereNothingIsLearnt() {
    Workspace scoring = Workspace.forEvaluation(network, CAPACITY);

    assertEquals(CAPACITY * 5, scoring.input().length);
    assertEquals(CAPACITY, scoring.targets().length);
    assertEquals(CAPACITY, scoring.weights().length);
  }

  @Test
  void logitsAndTheirGradientHoldTheOutputs() {
    assertEquals(CAPACITY * 3, workspace.logits().length);
    assertEquals(CAPACITY * 3, workspace.logitsGradient().length);
  }

  @Test
  void everyLayerHasItsOutputs() {
    assertEquals(
        List.of(CAPACITY * 7, CAPACITY * 7, CAPACITY * 3),
        List.of(workspace.value(1).length, workspace.value(2).length, workspace.value(3).length));
  }

  @Test
  void aLayersInputIsTheOutputOfTheOneBefore() {
    assertSame(workspace.input(), workspace.layer(1).x());
    assertSame(workspace.layer(1).y(), workspace.layer(2).x());
    assertSame(workspace.layer(2).y(), workspace.layer(3).x());
    assertSame(workspace.layer(3).y(), workspace.logits());
  }

  @Test
  void theGradientByALayersOutputIsWhatTheOneBehindSets() {
    assertSame(workspace.layer(1).dy(), workspace.layer(2).dx());
    assertSame(workspace.layer(2).dy(), workspace.layer(3).dx());
    assertSame(workspace.layer(3).dy(), workspace.logitsGradient());
  }

  @Test
  void nobodyNeedsTheGradientByTheInput() {
    assertNull(workspace.layer(1).dx());
  }

  @Test
  void gradientsDoNotShareArraysWithOutputs() {
    for (int layer = 1; layer <= 3; layer++) {
      assertEquals(workspace.value(layer).length, workspace.gradient(layer).length);
      assertNotSame(workspace.value(layer), workspace.gradient(layer));
    }
  }

  @Test
  void onlyLayersThatAskGetScratch() {
    assertEquals(
        List.of(7, CAPACITY * 7, 3), // bias gradients; which values are dropped
        List.of(
            workspace.scratch(1).length, workspace.scratch(2).length, workspace.scratch(3).length));
  }

  @Test
  void evaluationTakesNoScratch() {
    assertEquals(0, Workspace.forEvaluation(network, CAPACITY).scratch(2).length);
  }

  /** As many rows as there is room for, in whole numbers: their sums are exact in any order. */
  @Test
  void sparseRowsGiveWhatDenseOnesGive() {
    Network one =
        new ModelSpec(Shape.vector(5), NetworkSpec.of(new Dense(3)), new SoftmaxCrossEntropy())
            .compile();
    float[] theta = new float[one.parameters().size()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = i * i - 7;
    }
    Workspace dense = Workspace.forTraining(one, 2);
    System.arraycopy(new float[] {0, 3, 0, 0, 2, 0, 0, 0, 1, 0}, 0, dense.input(), 0, 10);
    one.forward(Pass.evaluation(2, theta), dense);
    Workspace evaluation = Workspace.forSparseEvaluation(one, 2);
    fill(evaluation.sparseInput());
    one.forward(Pass.evaluation(2, theta), evaluation);
    Workspace training = Workspace.forSparseTraining(one, 2);
    fill(training.sparseInput());

    assertTrue(evaluation.isSparse());
    assertArrayEquals(dense.logits(), evaluation.logits());
    assertArrayEquals(gradient(one, theta, dense), gradient(one, theta, training));
  }

  private static void fill(SparseRows rows) {
    rows.append(1, 3);
    rows.append(4, 2);
    rows.endRow();
    rows.append(3, 1);
    rows.endRow();
  }

  private static float[] gradient(Network network, float[] theta, Workspace workspace) {
    float[] gradient = new float[theta.length];
    Pass pass = Pass.training(2, 1, theta, TouchedArray.whole(gradient));
    network.forward(pass, workspace);
    for (int i = 0; i < workspace.logitsGradient().length; i++) {
      workspace.logitsGradient()[i] = i * i + 1;
    }
    network.backward(pass, workspace);
    return gradient;
  }

  @Test
  void itKnowsItsCapacity() {
    assertEquals(CAPACITY, workspace.capacity());
  }

  @Test
  void rowsThatDoNotFitIntoAnArrayAreRefused() {
    assertEquals(
        "1000000000 rows of 5 values do not fit into one array; take more shards or a smaller"
            + " batch",
        assertThrows(
                IllegalArgumentException.class, () -> Workspace.forTraining(network, 1_000_000_000))
            .getMessage());
  }
}
