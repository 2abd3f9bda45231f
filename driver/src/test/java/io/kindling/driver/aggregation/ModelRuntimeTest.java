package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.network.Workspace;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.Origins;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.preprocess.ScaleMode;
import io.kindling.partitioning.preprocess.Scaling;
import io.kindling.partitioning.preprocess.TargetScale;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardBlock;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModelRuntimeTest {
  private static final int COLLECTIONS = 20;
  private static final int ROWS = 1000;

  @Test
  void aThreadKeepsItsBuffers() {
    ModelRuntime runtime = runtime();
    assertSame(runtime.scratch(), runtime.scratch());
  }

  @Test
  void anotherThreadHasOthers() {
    ModelRuntime runtime = runtime();
    assertNotSame(runtime.scratch(), CompletableFuture.supplyAsync(runtime::scratch).join());
  }

  @Test
  void aRuntimeThatNobodyUsesIsCollectedThoughItsThreadsLiveOn() throws InterruptedException {
    WeakReference<ModelRuntime> unused = used();
    for (int i = 0; i < COLLECTIONS && unused.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(unused.get());
  }

  @Test
  void scaledTargetsComeBackExactly() {
    Preprocessing scaling =
        Preprocessing.of(Scaling.none(3))
            .withTargets(
                new TargetScale(
                    ScaleMode.STANDARDIZE, new float[] {206_855.81f}, new float[] {8.6659e-6f}));
    ModelSpec spec =
        new ModelSpec(Shape.vector(3), NetworkSpec.of(new Dense(1)), new SquaredError());
    ModelRuntime runtime = ModelRuntime.forEvaluation(spec, scaling, ROWS);
    Workspace workspace = runtime.scratch().workspace();
    ShardBlock block = ShardBlock.allocate(new RowLayout(Storage.FLOAT32, 3, 1, false), 1 + ROWS);
    for (int i = 0; i <= ROWS; i++) {
      block.setRow(i, SourceRow.of("", i, new double[3], 14_999 + 333.37f * i), Origins.NONE);
    }
    for (int i = 0; i < ROWS; i++) {
      runtime.gather(block, 1 + i, workspace, i);
      workspace.logits()[i] = workspace.targets()[i];
    }
    assertEquals((14_999 + 333.37 - 206_855.81) * 8.6659e-6, workspace.targets()[0], 1e-6);

    runtime.toDataUnits(block, 1, ROWS, workspace);
    for (int i = 0; i < ROWS; i++) {
      assertEquals(block.target(1 + i), workspace.targets()[i]);
      assertEquals(block.target(1 + i), workspace.logits()[i], 0.05f);
    }
  }

  private static WeakReference<ModelRuntime> used() {
    ModelRuntime runtime = runtime();
    assertEquals(4, runtime.scratch().workspace().capacity());
    return new WeakReference<>(runtime);
  }

  private static ModelRuntime runtime() {
    ModelSpec spec =
        new ModelSpec(Shape.vector(3), NetworkSpec.of(new Dense(1)), new BinaryCrossEntropy());
    return ModelRuntime.forTraining(
        spec, Preprocessing.of(Scaling.none(3)), 4, true, Optional.empty());
  }
}
