package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModelRuntimeTest {
  private static final int COLLECTIONS = 20;

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

  private static WeakReference<ModelRuntime> used() {
    ModelRuntime runtime = runtime();
    assertEquals(4, runtime.scratch().workspace().capacity());
    return new WeakReference<>(runtime);
  }

  private static ModelRuntime runtime() {
    ModelSpec spec =
        new ModelSpec(Shape.vector(3), NetworkSpec.of(new Dense(1)), new BinaryCrossEntropy());
    return ModelRuntime.forTraining(
        spec, Preprocessing.of(Scaling.none(3)), 4, false, Optional.empty());
  }
}
