package io.kindling.partitioning.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.partitioning.testing.LocalSpark;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.jdk.javaapi.CollectionConverters;

class ClusterMemoryTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @AfterEach
  void forgetTheInterruption() {
    Thread.interrupted();
  }

  @Test
  void aCachedRddIsReleasedByAThreadThatWasInterrupted() {
    JavaRDD<Integer> rdd = SPARK.context().parallelize(List.of(1, 2), 2).cache();
    assertEquals(2, rdd.count());
    Thread.currentThread().interrupt();
    ClusterMemory.release(rdd);
    assertEquals(0, SPARK.context().getPersistentRDDs().size());
  }

  @Test
  void aThreadThatWasInterruptedStaysSo() {
    JavaRDD<Integer> rdd = SPARK.context().parallelize(List.of(1, 2), 2).cache();
    assertEquals(2, rdd.count());
    Thread.currentThread().interrupt();
    ClusterMemory.release(rdd);
    assertTrue(Thread.interrupted());
  }

  @Test
  void aBroadcastIsReleasedByAThreadThatWasInterrupted() {
    Broadcast<int[]> broadcast = SPARK.context().broadcast(new int[100]);
    assertTrue(isStored(broadcast));
    Thread.currentThread().interrupt();
    ClusterMemory.release(broadcast);
    assertTrue(Thread.interrupted());
    assertFalse(isStored(broadcast));
  }

  @Test
  void aThreadThatWasNotInterruptedIsNotAfterwards() {
    JavaRDD<Integer> rdd = SPARK.context().parallelize(List.of(1, 2), 2).cache();
    ClusterMemory.release(rdd);
    assertFalse(Thread.interrupted());
  }

  private static boolean isStored(Broadcast<?> broadcast) {
    String name = "broadcast_" + broadcast.id() + "_";
    return Stream.of(SparkEnv.get().blockManager().master().getStorageStatus())
        .flatMap(storage -> CollectionConverters.asJava(storage.blocks()).keySet().stream())
        .anyMatch(block -> block.name().startsWith(name));
  }
}
