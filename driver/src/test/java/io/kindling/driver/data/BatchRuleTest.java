package io.kindling.driver.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches and shards that follow from the number of rows. */
final class BatchRuleTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "30, 30, 1",
    "32, 32, 1",
    "4095, 32, 1",
    "4096, 64, 1",
    "16384, 128, 2",
    "48000, 128, 2",
    "65536, 256, 4",
    "262143, 256, 4",
    "262144, 512, 8",
    "1048575, 512, 8",
    "1048576, 1024, 8",
    "10000000000, 1024, 8"
  })
  void theBatchSizeFollowsFromTheRows(long rows, int batchSize, int shards) {
    assertEquals(
        new Batching(batchSize, shards, 1),
        new BatchRule(OptionalInt.empty(), OptionalInt.empty(), 1).of(rows));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "63, 1",
    "64, 1",
    "127, 1",
    "128, 2",
    "255, 2",
    "256, 4",
    "511, 4",
    "512, 8",
    "1024, 8",
    "100000, 8",
    "2147483647, 8"
  })
  void theShardsFollowFromTheBatchSize(int batchSize, int shards) {
    assertEquals(
        new Batching(batchSize, shards, 1),
        new BatchRule(OptionalInt.of(batchSize), OptionalInt.empty(), 1).of(1));
  }

  @ParameterizedTest
  @CsvSource({"100, 3, 32", "100, 48, 48", "20, 48, 48"})
  void aBatchHasARowForEachShard(long rows, int shards, int batchSize) {
    assertEquals(
        new Batching(batchSize, shards, 1),
        new BatchRule(OptionalInt.empty(), OptionalInt.of(shards), 1).of(rows));
  }
}
