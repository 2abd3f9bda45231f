package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.predictor.table.CellType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that give other rows each time they are read. */
class UnstableRowsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;
  private static final long SEED = 7;
  private static final String ERROR =
      ": found other rows than when they were counted, expected the same rows in the same order"
          + " each time they are read";

  /** How often the rows were read, by tasks in this process. */
  private static final AtomicInteger READS = new AtomicInteger();

  /** From which reading on they are others. */
  private static final AtomicInteger STABLE_READS = new AtomicInteger();

  /** How they differ. */
  enum Change {
    ORDER,
    FEWER,
    MORE,
    NONE_AT_ALL,
    LAST_ONE_TWICE;

    /** Where it is noticed: a block that is gone is only missed in the end. */
    String place() {
      return this == NONE_AT_ALL ? "the rows" : "the rows, partition 0";
    }

    List<Integer> of(List<Integer> rows) {
      List<Integer> other = new ArrayList<>(rows);
      switch (this) {
        case ORDER -> Collections.shuffle(other, new Random(SEED));
        case FEWER -> other.remove(0);
        case MORE -> other.addAll(rows);
        case NONE_AT_ALL -> other.clear();
        case LAST_ONE_TWICE -> other.set(0, rows.get(rows.size() - 1));
      }
      return other;
    }
  }

  @BeforeEach
  void countFromZero() {
    READS.set(0);
    STABLE_READS.set(1);
  }

  @ParameterizedTest
  @EnumSource
  void otherRowsAreRefusedInOneLine(Change change) {
    ReadTable table = table(change);
    RowCount scan = lost(table, RowCount.of(table, null, false, false));
    ShardAssignment all = ShardAssignment.all(ROWS, SEED, 4);
    assertEquals(
        change.place() + ERROR,
        errorOf(() -> ShardedData.pack("rows", table, scan, all, 2).close()));
  }

  @ParameterizedTest
  @EnumSource
  void otherRowsAreRefusedWhereTheyAreSplitByClasses(Change change) {
    ReadTable table = table(change);
    RowCount scan = lost(table, RowCount.of(table, TargetRange.oneOf(3), true, false));
    StratifiedSplit split = new StratifiedSplit(scan.classesInBlocks(), 0.2, SEED);
    ShardAssignment held = ShardAssignment.all(split.heldOut(), SEED, 4);
    assertEquals(
        change.place() + ERROR,
        errorOf(() -> ShardedData.pack("rows", table, scan, split, true, held, 2).close()));
  }

  @ParameterizedTest
  @EnumSource
  void nothingStaysWhenTheyAreRefused(Change change) {
    otherRowsAreRefusedInOneLine(change);
    assertEquals(0, SPARK.context().getPersistentRDDs().size());
  }

  @Test
  void otherRowsAreNoticedWhenALostShardIsPackedAgain() {
    STABLE_READS.set(2);
    ReadTable table = table(Change.ORDER);
    RowCount scan = lost(table, RowCount.of(table, null, false, false));
    try (ShardedData data =
        ShardedData.pack("rows", table, scan, ShardAssignment.all(ROWS, SEED, 4), 2)) {
      data.shards().unpersist(true);
      assertEquals("the rows, partition 0" + ERROR, errorOf(() -> ClassCounts.of(data, 3)));
    }
  }

  @Test
  void rowsThatStayTheSameArePackedAgain() {
    STABLE_READS.set(10);
    ReadTable table = table(Change.ORDER);
    RowCount scan = lost(table, RowCount.of(table, null, false, false));
    try (ShardedData data =
        ShardedData.pack("rows", table, scan, ShardAssignment.all(ROWS, SEED, 4), 2)) {
      data.shards().unpersist(true);
      assertEquals(20, ClassCounts.of(data, 3)[2]);
    }
  }

  /** As where a file is gone, or is there on some machines only. */
  @Test
  void aRowThatCannotBeReadAnyMoreIsNamed() {
    ReadTable table =
        table(
            SPARK
                .context()
                .parallelize(IntStream.range(0, ROWS).boxed().toList(), 2)
                .map(i -> READS.getAndIncrement() < ROWS ? row(i) : gone()));
    RowCount scan = lost(table, RowCount.of(table, null, false, false));
    ShardAssignment all = ShardAssignment.all(ROWS, SEED, 4);
    assertEquals(
        "row 0: found no such file, expected a file that can be read",
        errorOf(() -> ShardedData.pack("rows", table, scan, all, 2).close()));
  }

  private static MemoryRow gone() {
    return MemoryRow.bad("no such file", "a file that can be read");
  }

  /** The blocks are lost, as with an executor, so that the rows are read again. */
  private static RowCount lost(ReadTable table, RowCount count) {
    table.close();
    return count;
  }

  /** Partition 0 of two has other rows from some reading on. */
  private static ReadTable table(Change change) {
    JavaRDD<Integer> numbers =
        SPARK.context().parallelize(IntStream.range(0, ROWS).boxed().toList(), 2);
    JavaRDD<MemoryRow> rows =
        numbers
            .mapPartitionsWithIndex(
                (partition, stable) -> partition == 0 ? read(stable, change) : stable, false)
            .map(UnstableRowsTest::row);
    return table(rows);
  }

  private static MemoryRow row(int i) {
    return MemoryRow.of(new double[] {i}, i % 3);
  }

  private static ReadTable table(JavaRDD<MemoryRow> rows) {
    return new MemorySource("the rows", Shape.vector(1), CellType.VECTOR, rows, "label")
        .read(SPARK.context());
  }

  private static Iterator<Integer> read(Iterator<Integer> stable, Change change) {
    List<Integer> rows = new ArrayList<>();
    stable.forEachRemaining(rows::add);
    boolean same = READS.getAndIncrement() < STABLE_READS.get();
    return (same ? rows : change.of(rows)).iterator();
  }

  private static String errorOf(Runnable work) {
    return String.valueOf(assertThrows(InvalidInputException.class, work::run).getMessage());
  }
}
