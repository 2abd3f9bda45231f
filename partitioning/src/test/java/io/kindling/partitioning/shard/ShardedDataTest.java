package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.partitioning.testing.RandomRows;
import io.kindling.predictor.table.CellType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShardedDataTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final long SEED = 31;
  private static final int ROWS = 37;
  private static final int SHARDS = 6;

  static Stream<Arguments> divisions() {
    return Stream.of(Storage.values())
        .flatMap(
            storage ->
                Stream.of(
                    Arguments.of(storage, 1, 6),
                    Arguments.of(storage, 2, 2),
                    Arguments.of(storage, 7, 4),
                    Arguments.of(storage, 40, 50)));
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void theShardsAreTheSameHoweverTheWorkIsDivided(Storage storage, int partitions, int tasks) {
    RandomRows rows = rows(storage);
    try (ShardedData one = pack(rows, 1, 1);
        ShardedData divided = pack(rows, partitions, tasks)) {
      assertEquals(Contents.bitsOf(one), Contents.bitsOf(divided));
    }
  }

  @Test
  void moreLabelsThanOneArrayHoldsAreRefusedBeforeAnyTask() {
    String[] targets = IntStream.range(0, 70_000).mapToObj(i -> "y" + i).toArray(String[]::new);
    ReadTable table =
        new MemorySource(
                "x",
                Shape.vector(1),
                CellType.VECTOR,
                SPARK
                    .context()
                    .parallelize(List.of(targets.length), 1)
                    .map(count -> MemoryRow.of(new double[1], new float[count])),
                targets)
            .read(SPARK.context());
    RowCount scan = RowCount.of(table, null, false, false);
    ShardAssignment all = ShardAssignment.all(40_000, SEED, 1);
    var error =
        assertThrows(
            InvalidInputException.class, () -> ShardedData.pack("rows", table, scan, all, 1));
    table.close();
    assertEquals(
        "training.shards: A shard of 40000 rows of 70000 values does not fit into one array; take"
            + " more shards",
        error.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void theShardsStayTheSameWhenTheyAreDividedAnew(Storage storage) {
    try (ShardedData data = pack(rows(storage), 3, 2)) {
      List<String> before = Contents.bitsOf(data);
      for (int tasks : List.of(4, 50, 1)) {
        data.spread(tasks);
        assertEquals(Math.min(tasks, SHARDS), data.tasks());
        assertEquals(before, Contents.bitsOf(data));
        assertEquals(1, SPARK.context().getPersistentRDDs().size());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void theFingerprintIsTheSameHoweverTheWorkIsDivided(Storage storage, int partitions, int tasks) {
    RandomRows rows = rows(storage);
    try (ShardedData one = pack(rows, 1, 1);
        ShardedData divided = pack(rows, partitions, tasks)) {
      assertEquals(one.fingerprint(), divided.fingerprint());
    }
  }

  @ParameterizedTest
  @MethodSource("divisions")
  void copiesInThisProcessComeToTheSame(Storage storage, int partitions, int tasks) {
    try (ShardedData data = pack(rows(storage), partitions, tasks)) {
      assertEquals(data.fingerprint(), data.reduceHere(new ShardSummaries(SHARDS)).checksum());
      assertTrue(data.isHere());
      assertEquals(data.fingerprint(), data.reduceHere(new ShardSummaries(SHARDS)).checksum());
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherRowsHaveAnotherFingerprint(Storage storage) {
    try (ShardedData data = pack(rows(storage), 2, 2);
        ShardedData fewer =
            new RandomRows(SEED, ROWS - 1, 5, storage, 0).pack(SPARK.context(), 2, SHARDS, 2);
        ShardedData others =
            new RandomRows(SEED + 1, ROWS, 5, storage, 0).pack(SPARK.context(), 2, SHARDS, 2)) {
      assertNotEquals(data.fingerprint(), fewer.fingerprint());
      assertNotEquals(data.fingerprint(), others.fingerprint());
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsKnownHowManyValuesOfASparseRowAreKeptAtMost(Storage storage) {
    try (ShardedData data = pack(rows(storage), 3, 2)) {
      int most = 0;
      for (Shard shard : data.shards().collect()) {
        for (int row = 0; row < shard.block().rows(); row++) {
          float[] features = new float[shard.block().features()];
          shard.block().readFeatures(row, features, 0);
          long kept = IntStream.range(0, features.length).filter(i -> features[i] != 0).count();
          most = Math.max(most, (int) kept);
        }
      }
      assertEquals(storage == Storage.SPARSE ? most : 0, data.mostEntries());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRowIsPackedOnce(Storage storage) {
    try (ShardedData data = pack(rows(storage), 3, 4)) {
      List<Integer> targets = new ArrayList<>();
      for (Shard shard : data.shards().collect()) {
        targets.addAll(targets(shard));
      }
      targets.sort(null);
      assertEquals(IntStream.range(0, ROWS).boxed().toList(), targets);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowKeepsItsFeatures(Storage storage) {
    RandomRows rows = rows(storage);
    try (ShardedData data = pack(rows, 3, 4)) {
      ShardBlock block = data.shards().collect().get(2).block();
      float[] features = new float[5];
      block.readFeatures(1, features, 0);
      assertEquals(
          Arrays.toString(rows.row((int) Contents.target(block, 1))), Arrays.toString(features));
    }
  }

  @Test
  void aRowLiesWhereTheAssignmentPutsIt() {
    ShardAssignment assignment = ShardAssignment.all(ROWS, SEED, SHARDS);
    try (ShardedData data = pack(rows(Storage.UINT8), 2, 2)) {
      List<Shard> shards = data.shards().collect();
      for (int position = 0; position < ROWS; position++) {
        long rank = assignment.rank(position);
        ShardBlock block = shards.get((int) (rank % SHARDS)).block();
        assertEquals(position, Contents.target(block, (int) (rank / SHARDS)));
      }
    }
  }

  @Test
  void aTableCutInTwoIsPackedWithoutLossOrOverlap() {
    ReadTable table = rows(Storage.FLOAT32).table(SPARK.context(), 3);
    RowCount counts = RowCount.of(table, null, false, false);
    try (table;
        ShardedData first =
            ShardedData.pack("first", table, counts, ShardAssignment.first(25, ROWS, 1, 4), 2);
        ShardedData rest =
            ShardedData.pack("rest", table, counts, ShardAssignment.rest(25, ROWS, 1, 4), 2)) {
      List<Integer> targets = new ArrayList<>();
      first.shards().collect().forEach(shard -> targets.addAll(targets(shard)));
      rest.shards().collect().forEach(shard -> targets.addAll(targets(shard)));
      targets.sort(null);
      assertEquals(IntStream.range(0, ROWS).boxed().toList(), targets);
    }
  }

  @Test
  void theShardsStandInTheirOrder() {
    try (ShardedData data = pack(rows(Storage.UINT8), 2, 4)) {
      assertEquals(List.of(0, 1, 2, 3, 4, 5), data.shards().map(Shard::index).collect());
    }
  }

  @Test
  void thereIsAPartitionForEachTask() {
    try (ShardedData data = pack(rows(Storage.UINT8), 2, 4)) {
      assertEquals(4, data.shards().getNumPartitions());
    }
  }

  @Test
  void thereAreNoMorePartitionsThanShards() {
    try (ShardedData data = pack(rows(Storage.UINT8), 2, 50)) {
      assertEquals(SHARDS, data.shards().getNumPartitions());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDataTellTheirShapeAndStorage(Storage storage) {
    try (ShardedData data = pack(rows(storage), 2, 2)) {
      assertEquals(
          List.of(Shape.vector(5), storage, SHARDS, 37L),
          List.of(data.shape(), data.storage(), data.shardCount(), data.rows()));
    }
  }

  @Test
  void moreShardsThanRowsAreRefused() {
    RandomRows rows = new RandomRows(SEED, 5, 2, Storage.UINT8, 0);
    var error =
        assertThrows(
            InvalidInputException.class, () -> rows.pack(SPARK.context(), 1, 6, 2).close());
    assertEquals(
        "training.shards: found 6 shards for 5 rows, expected at least one row for each shard",
        error.getMessage());
  }

  @Test
  void shardsThatNoArrayHoldsAreRefused() {
    ReadTable table = new RandomRows(SEED, 5, 1000, Storage.UINT8, 0).table(SPARK.context(), 1);
    ShardAssignment assignment = ShardAssignment.all(10_000_000, SEED, 2);
    var error =
        assertThrows(
            InvalidInputException.class,
            () ->
                ShardedData.pack("", table, RowCount.of(table, null, false, false), assignment, 2)
                    .close());
    table.close();
    assertEquals(
        "training.shards: A shard of 5000000 rows of 1000 values does not fit into one array; take more"
            + " shards",
        error.getMessage());
  }

  private static RandomRows rows(Storage storage) {
    return new RandomRows(SEED, ROWS, 5, storage, 0);
  }

  private static ShardedData pack(RandomRows rows, int partitions, int tasks) {
    return rows.pack(SPARK.context(), partitions, SHARDS, tasks);
  }

  private static List<Integer> targets(Shard shard) {
    return IntStream.range(0, shard.block().rows())
        .mapToObj(row -> (int) Contents.target(shard.block(), row))
        .toList();
  }
}
