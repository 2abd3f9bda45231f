package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** On a real Spark, so there are few tries; what needs none is in {@link EpochPropertyTest}. */
class ShardedDataPropertyTest {
  private static @Nullable JavaSparkContext running;

  @BeforeContainer
  static void start() {
    running = LocalSpark.start();
  }

  @AfterContainer
  static void stop() {
    spark().stop();
  }

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void theShardsHoldEveryRowOnceAndTheSameBitsForAnyPartitionsAndTasks(
      @ForAll @IntRange(min = 1, max = 120) int rows,
      @ForAll @IntRange(min = 1, max = 9) int atMostShards,
      @ForAll @IntRange(min = 1, max = 6) int partitions,
      @ForAll @IntRange(min = 1, max = 9) int tasks,
      @ForAll Storage storage,
      @ForAll long seed) {
    RandomRows table = new RandomRows(seed, rows, 3, storage, 0);
    int shards = Math.min(rows, atMostShards);
    try (ShardedData plain = table.pack(spark(), 1, shards, 1);
        ShardedData divided = table.pack(spark(), partitions, shards, tasks)) {
      assertEquals(Contents.bitsOf(plain), Contents.bitsOf(divided));
      assertEquals(plain.fingerprint(), divided.fingerprint());
      assertEquals(IntStream.range(0, rows).boxed().toList(), positions(divided));
    }
  }

  /** A row's target is its position in the table. */
  private static List<Integer> positions(ShardedData data) {
    return data.shards().collect().stream()
        .flatMap(
            shard ->
                IntStream.range(0, shard.block().rows())
                    .mapToObj(row -> (int) Contents.target(shard.block(), row)))
        .sorted()
        .toList();
  }

  private static JavaSparkContext spark() {
    return Objects.requireNonNull(running, "the tests of the class have not started");
  }
}
