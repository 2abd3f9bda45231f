package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.Test;

/** Rows that do not fit into the executors' memory. */
class DiskBackedDataTest {
  private static final int SHARDS = 8;
  private static final long ROW_BYTES = (long) Flowers.FEATURES * Float.BYTES;
  private static final long RESERVED_BYTES = 300L << 20; // by Spark, of the heap

  @Test
  void trainFromDiskToTheSameModel() {
    String expected = train(Map.of(), event -> {});
    double half = 0.5 * Flowers.ROWS * ROW_BYTES;
    double fraction = half / (Runtime.getRuntime().maxMemory() - RESERVED_BYTES);
    List<RDDInfo> rows = new ArrayList<>();
    try (JavaSparkContext context =
        Contexts.start("local[2]", Map.of("spark.memory.fraction", Double.toString(fraction)))) {
      String found =
          train(
              context,
              event -> {
                if (event instanceof TrainingEvent.EpochCompleted) {
                  rows.addAll(Arrays.asList(context.sc().getRDDStorageInfo()));
                }
              });
      assertEquals(expected, found);
    }
    assertEquals(Flowers.EPOCHS, rows.size(), rows.toString());
    rows.forEach(
        info -> {
          assertEquals(2, info.numCachedPartitions(), info.toString());
          assertTrue(info.diskSize() > half, info.toString());
        });
  }

  private static String train(Map<String, String> settings, TrainingListener listener) {
    try (JavaSparkContext context = Contexts.start("local[2]", settings)) {
      return train(context, listener);
    }
  }

  private static String train(JavaSparkContext context, TrainingListener listener) {
    return Trainer.on(context)
        .data(Flowers.rdd(context, 2))
        .listener(listener)
        .build(Flowers.spec(SHARDS, 1))
        .train()
        .sha256();
  }
}
