package io.kindling.kernels.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.NativeBlas;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.Maxout;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.Shape;
import io.kindling.kernels.testing.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients that are added to one that is there, instead of being merged into it. */
class AddedGradientTest {
  private static final int INPUTS = 37;
  private static final int CLASSES = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 63, 64, 65, 128, 200, 256, 257, 400})
  void anAddedGradientHasTheBitsOfAMergedOne(int rows) {
    Objective objective = objective(new Dense(70), new Relu(), new Dense(CLASSES));

    assertSameBits(objective, rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 64})
  void soDoesOneBehindDropoutAndActivationsThatKeepValues(int rows) {
    Objective objective =
        objective(new Dense(70), new Gelu(), new Dropout(0.3), new Dense(1), new Dense(CLASSES));

    assertSameBits(objective, rows);
  }

  @Test
  void openBlasAddsTheProductsOfShardsOfUsualSize() {
    Objective objective = objective(new Dense(128), new Relu(), new Dense(CLASSES));

    assertEquals(Blas.get() instanceof NativeBlas, objective.network().addsGradient(64));
  }

  @Test
  void manyRowsAreNotAddedSinceBlasTakesThemInChunks() {
    assertFalse(
        objective(new Dense(128), new Relu(), new Dense(CLASSES)).network().addsGradient(1000));
  }

  @Test
  void nothingIsTriedThatTakesMuchMemory() {
    Objective wide =
        new Objective(
            new ModelSpec(
                Shape.vector(70_000),
                NetworkSpec.of(new Dense(32), new Dense(CLASSES)),
                new SoftmaxCrossEntropy()));

    assertFalse(wide.network().addsGradient(64));
  }

  @Test
  void aLayerWhoseGradientIsNoPlainSumIsNotAdded() {
    assertFalse(
        objective(new Dense(8), new BatchNorm(), new Dense(CLASSES)).network().addsGradient(64));
    assertFalse(objective(new Maxout(8, 2), new Dense(CLASSES)).network().addsGradient(64));
  }

  @Test
  void noRowsAreNotAdded() {
    Objective objective = objective(new Dense(128), new Relu(), new Dense(CLASSES));
    Workspace workspace = Workspace.forTraining(objective.network(), 64);

    assertFalse(objective.addsGradient(0, workspace, sum(objective)));
  }

  private static void assertSameBits(Objective objective, int rows) {
    float[] theta = objective.network().parameters().initialParameters(3);
    Workspace workspace = Workspace.forTraining(objective.network(), rows);
    GradientSum merged = gradient(objective, theta, workspace, 0, rows);
    GradientSum right = gradient(objective, theta, workspace, 1, rows);
    merged.merge(right);
    GradientSum added = gradient(objective, theta, workspace, 0, rows);
    if (!objective.addsGradient(rows, workspace, added)) {
      assertTrue(rows > 256 || !(Blas.get() instanceof NativeBlas) || rows < 16, rows + " rows");
      return;
    }

    fill(workspace, 1, rows);
    objective.addGradient(rows, 1, theta, workspace, added);

    assertArrayEquals(merged.gradient(), added.gradient());
    assertEquals(merged.loss(), added.loss());
    assertEquals(merged.weight(), added.weight());
    assertEquals(merged.rows(), added.rows());
  }

  private static GradientSum gradient(
      Objective objective, float[] theta, Workspace workspace, int shard, int rows) {
    GradientSum sum = sum(objective);
    fill(workspace, shard, rows);
    objective.gradient(rows, shard, theta, workspace, sum);
    return sum;
  }

  private static GradientSum sum(Objective objective) {
    return new GradientSum(objective.network().parameters());
  }

  private static void fill(Workspace workspace, int shard, int rows) {
    Batch.random(rows, INPUTS, CLASSES, shard).copyTo(workspace);
  }

  private static Objective objective(LayerSpec... layers) {
    return new Objective(
        new ModelSpec(Shape.vector(INPUTS), NetworkSpec.of(layers), new SoftmaxCrossEntropy()));
  }
}
