package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockStatus;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

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
    List<List<BlockStatus>> rows = new ArrayList<>();
    Set<String> runBy = new TreeSet<>();
    try (JavaSparkContext context =
        Contexts.start("local[2]", Map.of("spark.memory.fraction", Double.toString(fraction)))) {
      String found =
          train(
              context,
              event -> {
                if (event instanceof TrainingEvent.EpochCompleted) {
                  rows.add(cachedRows());
                } else if (event instanceof TrainingEvent.StepCompleted step) {
                  runBy.add(step.how().replaceAll("[0-9,]+", "N"));
                }
              });
      assertEquals(expected, found);
    }
    assertEquals(
        Set.of("a Spark job for each step (N bytes of the rows lie on disk)"),
        runBy,
        "workers that stay would hold the rows in memory");
    assertEquals(Flowers.EPOCHS, rows.size(), rows.toString());
    rows.forEach(
        blocks -> {
          assertEquals(2, blocks.size(), blocks.toString());
          long onDisk = blocks.stream().mapToLong(BlockStatus::diskSize).sum();
          assertTrue(onDisk > half, blocks.toString());
        });
  }

  /** The master knows blocks when a job ends; Spark's storage information follows later. */
  private static List<BlockStatus> cachedRows() {
    return Stream.of(SparkEnv.get().blockManager().master().getStorageStatus())
        .flatMap(storage -> CollectionConverters.asJava(storage.rddBlocks()).values().stream())
        .toList();
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
