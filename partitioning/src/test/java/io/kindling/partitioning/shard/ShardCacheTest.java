package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.partitioning.source.Storage;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.jdk.javaapi.CollectionConverters;

/** Shards in the memory of the executors. */
class ShardCacheTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final long SEED = 37;

  @Test
  void cachedBytesTakeAtMostATenthMoreThanTheirNumber() {
    int rows = 8000;
    int features = 784;
    try (ShardedData data =
        new RandomRows(SEED, rows, features, Storage.UINT8, 0).pack(SPARK.context(), 4, 8, 2)) {
      assertEquals(8, data.shards().count());
      long bytes = (long) rows * features;
      long cached = cached(data).stream().mapToLong(BlockStatus::memSize).sum();
      assertTrue(cached >= bytes && cached <= 1.1 * bytes, cached + " for " + bytes);
    }
  }

  @Test
  void everyPartitionIsCachedOnceItIsUsed() {
    try (ShardedData data = small()) {
      assertEquals(6, data.shards().count());
      assertEquals(3, cached(data).size());
    }
  }

  @Test
  void closingGivesTheMemoryBack() {
    ShardedData data = small();
    assertEquals(6, data.shards().count());
    data.close();
    assertEquals(List.of(), cached(data));
  }

  @Test
  void shardsThatWereDroppedAreComputedAgainToTheSameBits() {
    try (ShardedData data = small()) {
      List<String> before = Contents.bitsOf(data);
      data.shards().unpersist(true);
      assertEquals(before, Contents.bitsOf(data));
    }
  }

  @Test
  void packingAgainGivesTheSameBits() {
    try (ShardedData one = small();
        ShardedData other = small()) {
      assertEquals(Contents.bitsOf(one), Contents.bitsOf(other));
    }
  }

  private static ShardedData small() {
    return new RandomRows(SEED, 50, 4, Storage.FLOAT32, 0).pack(SPARK.context(), 3, 6, 3);
  }

  /** The master knows blocks when a job ends; Spark's storage information follows later. */
  private static List<BlockStatus> cached(ShardedData data) {
    String prefix = "rdd_%d_".formatted(data.shards().id());
    return Stream.of(SparkEnv.get().blockManager().master().getStorageStatus())
        .flatMap(storage -> CollectionConverters.asJava(storage.rddBlocks()).entrySet().stream())
        .filter(block -> block.getKey().name().startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }
}
