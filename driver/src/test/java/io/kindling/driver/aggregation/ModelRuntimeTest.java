package io.kindling.driver.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModelRuntimeTest {
  private static final int COLLECTIONS = 20;
  private static final int WIDTH = 64;

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
  void aGradientIsTouchedColumnsOnlyWhereRowsEnterTheNetworkSparse() {
    NetworkSpec dense = NetworkSpec.of(new Dense(2));
    NetworkSpec normalised = NetworkSpec.of(new LayerNorm(), new Dense(2));
    assertEquals(1, tables(dense, true, 1));
    assertEquals(0, tables(dense, false, 1));
    assertEquals(0, tables(normalised, true, 1));
    assertEquals(0, tables(dense, true, WIDTH / 2));
  }

  @Test
  void weightsThatAreFrozenAreNotTouched() {
    NetworkSpec network = NetworkSpec.of(new Dense(8), new Dense(1));
    ModelSpec spec = new ModelSpec(Shape.vector(WIDTH), network, new SquaredError());
    assertEquals(1, tables(spec, true, 1));
    assertEquals(0, tables(spec.freezing(Set.of("0")), true, 1));
  }

  private static int tables(NetworkSpec network, boolean sparse, int entries) {
    return tables(new ModelSpec(Shape.vector(WIDTH), network, new SquaredError()), sparse, entries);
  }

  private static int tables(ModelSpec spec, boolean sparse, int entries) {
    Preprocessing preprocessing =
        new Preprocessing(
            List.of(), MissingMode.ERROR, Origins.NONE, new float[0], Scaling.none(WIDTH), sparse);
    return ModelRuntime.forTraining(spec, preprocessing, 4)
        .withTouchedRows(entries)
        .gradientForm()
        .tables()
        .size();
  }

  private static WeakReference<ModelRuntime> used() {
    ModelRuntime runtime = runtime();
    assertEquals(4, runtime.scratch().workspace().capacity());
    return new WeakReference<>(runtime);
  }

  private static ModelRuntime runtime() {
    ModelSpec spec =
        new ModelSpec(Shape.vector(3), NetworkSpec.of(new Dense(1)), new BinaryCrossEntropy());
    return ModelRuntime.forTraining(spec, Preprocessing.of(Scaling.none(3)), 4);
  }
}
