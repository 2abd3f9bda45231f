package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import io.kindling.predictor.column.FeatureColumns;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.storage.BlockStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;
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

  @Test
  void packingLeavesNoFilesOfItsShuffle() {
    Set<Object> before = shuffles();
    try (ShardedData data = small()) {
      assertEquals(Set.of(), shufflesSince(before));
      assertEquals(3, cached(data).size());
    }
  }

  @Test
  void dividingAnewLeavesNoFilesOfItsShuffle() {
    Set<Object> before = shuffles();
    try (ShardedData data = small()) {
      data.spread(2);
      data.spread(6);
      assertEquals(Set.of(), shufflesSince(before));
      assertEquals(6, cached(data).size());
    }
  }

  @Test
  void shardsThatWereDividedAnewAndDroppedAreComputedAgainToTheSameBits() {
    try (ShardedData data = small()) {
      List<String> before = Contents.bitsOf(data);
      data.spread(2);
      data.spread(6);
      data.shards().unpersist(true);
      assertEquals(before, Contents.bitsOf(data));
    }
  }

  /** They may be used again, by whom we do not know. */
  @Test
  void theFilesOfAUsersShuffleStay() {
    Set<Object> before = shuffles();
    List<Tuple2<Double, Vector>> rows =
        List.of(new Tuple2<>(0.0, Vectors.dense(1, 2)), new Tuple2<>(1.0, Vectors.dense(3, 4)));
    JavaPairRDD<Double, Vector> sorted =
        SPARK.context().parallelizePairs(rows, 2).sortByKey(true, 2);
    ReadTable table =
        TableReader.read(
            SPARK.context(), new VectorSource(sorted), FeatureColumns.AS_FOUND, Use.LABELLED);
    RowCount count = RowCount.of(table, null, false, false);
    ShardedData.pack("rows", table, count, ShardAssignment.all(2, SEED, 2), 2).close();
    table.close();
    assertEquals(1, shufflesSince(before).size());
    ClusterMemory.releaseShuffle(sorted.rdd());
  }

  /** The shuffles that have files. Each job makes the others known, too, which takes no room. */
  private static Set<Object> shuffles() {
    var master = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
    return CollectionConverters.asJava(master.shuffleStatuses()).entrySet().stream()
        .filter(shuffle -> shuffle.getValue().numAvailableMapOutputs() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<Object> shufflesSince(Set<Object> before) {
    Set<Object> now = shuffles();
    now.removeAll(before);
    return now;
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
