package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.predictor.table.CellType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows held out, of every class its share. The feature of a row is its global position. */
class StratifiedSplitTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final long SEED = 3;
  private static final int ROWS = 103;
  private static final int CLASSES = 4;

  static Stream<Arguments> shares() {
    // Classes of 60, 35, 1 and 7 rows: 0.2 of them are 12, 7, 0.2 and 1.4, together 20.6.
    return Stream.of(
        arguments(0.2, List.of(12, 7, 0, 2)),
        arguments(0.5, List.of(30, 18, 1, 3)),
        arguments(0.9, List.of(54, 32, 1, 6)));
  }

  @ParameterizedTest
  @MethodSource("shares")
  void everyClassIsHeldOutByItsShare(double share, List<Integer> expected) {
    long[] held = new long[CLASSES];
    for (int row : held(2, share, SEED)) {
      held[classOf(row)]++;
    }
    assertEquals(expected, Arrays.stream(held).mapToObj(Math::toIntExact).toList());
  }

  @Test
  void bothSidesTogetherAreAllRowsOnce() {
    List<Integer> all =
        Stream.concat(held(3, 0.2, SEED).stream(), kept(3, 0.2).stream()).sorted().toList();
    assertEquals(IntStream.range(0, ROWS).boxed().toList(), all);
  }

  @Test
  void thePartitionsOfTheTableDoNotMatter() {
    List<String> one = bits(1, true);
    assertEquals(one, bits(4, true));
    assertEquals(bits(1, false), bits(5, false));
  }

  @Test
  void anotherSeedHoldsOutOthers() {
    assertNotEquals(held(2, 0.2, SEED), held(2, 0.2, SEED + 1));
  }

  @Test
  void theRowsOfAClassAreHeldOutAtRandom() {
    // The mean position of 30 of the first 60 rows is 29.5, with a deviation of 2.2.
    double mean =
        held(2, 0.5, SEED).stream()
            .filter(row -> classOf(row) == 0)
            .mapToInt(row -> row)
            .average()
            .orElseThrow();
    assertEquals(29.5, mean, 4 * 2.2);
  }

  private static int classOf(int row) {
    return row < 60 ? 0 : row < 95 ? 1 : row < 96 ? 2 : 3;
  }

  private static List<Integer> held(int partitions, double share, long seed) {
    return rows(partitions, share, seed, true);
  }

  private static List<Integer> kept(int partitions, double share) {
    return rows(partitions, share, SEED, false);
  }

  private static List<Integer> rows(int partitions, double share, long seed, boolean heldOut) {
    try (ShardedData data = pack(partitions, share, seed, heldOut)) {
      return data.shards().collect().stream()
          .flatMap(
              shard ->
                  IntStream.range(0, shard.block().rows())
                      .mapToObj(row -> position(shard.block(), row)))
          .sorted()
          .toList();
    }
  }

  private static int position(ShardBlock block, int row) {
    float[] features = new float[1];
    block.readFeatures(row, features, 0);
    assertEquals(classOf((int) features[0]), (int) Contents.target(block, row));
    return (int) features[0];
  }

  private static List<String> bits(int partitions, boolean heldOut) {
    try (ShardedData data = pack(partitions, 0.2, SEED, heldOut)) {
      return Contents.bitsOf(data);
    }
  }

  private static ShardedData pack(int partitions, double share, long seed, boolean heldOut) {
    ReadTable table = table(partitions);
    RowCount scan = RowCount.of(table, TargetRange.oneOf(CLASSES), true, false);
    StratifiedSplit split = new StratifiedSplit(scan.classesInBlocks(), share, seed);
    long rows = heldOut ? split.heldOut() : ROWS - split.heldOut();
    ShardAssignment assignment = ShardAssignment.all(rows, seed, 4);
    return ShardedData.pack("side", table, scan, split, heldOut, assignment, 2);
  }

  private static ReadTable table(int partitions) {
    return new MemorySource(
            "rows",
            Shape.vector(1),
            CellType.VECTOR,
            SPARK
                .context()
                .parallelize(IntStream.range(0, ROWS).boxed().toList(), partitions)
                .map(row -> MemoryRow.of(new double[] {row}, classOf(row))),
            "label")
        .read(SPARK.context());
  }
}
