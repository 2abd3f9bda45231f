package io.kindling.partitioning.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much memory Spark takes cached blocks to need. */
class CachedBlocksTest {
  private static final int ROWS = 500;
  private static final int WIDTH = 3;

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  /** Spark's own estimate follows every reference. */
  @ParameterizedTest
  @ValueSource(
      strings = {"byte", "float", "double", "text", "bytes", "vector", "sparse", "skipped"})
  void aBlockKnowsHowMuchMemoryItTakes(String kind) {
    RawBlock block = block(kind, 300);
    assertEquals(1, (double) block.memory() / SizeEstimator.estimate(block), 0.1);
  }

  @Test
  void sparkTakesACachedBlocksWordForItsSize() {
    RawBlock block = block("text", 300);
    assertEquals(block.memory(), SizeEstimator.estimate(new CachedBlocks.Sized(block)));
  }

  @Test
  void blocksAreCachedOnceUnderTheirNameUntilTheyAreReleased() {
    JavaRDD<RawBlock> made =
        SPARK.context().parallelize(List.of(1, 2), 2).map(i -> block("float", 20));
    CachedBlocks cached = CachedBlocks.of(made, "rows of x.csv");
    long memory = cached.blocks().map(RawBlock::memory).reduce(Long::sum);
    RDDInfo info = SPARK.context().sc().getRDDStorageInfo()[0];
    assertEquals("rows of x.csv", info.name());
    assertEquals(2, info.numCachedPartitions());
    assertEquals(1, (double) info.memSize() / memory, 0.1);
    cached.release();
    assertEquals(Map.of(), SPARK.context().getPersistentRDDs());
  }

  private static RawBlock block(String kind, int columns) {
    BlockBuilder builder =
        new BlockBuilder(
            IntStream.range(0, columns).mapToObj(i -> column(kind, "x" + i)).toList(),
            CellRules.NONE,
            ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < columns; column++) {
        fill(builder, kind, row, column);
      }
      builder.endRow(2L * row);
    }
    return builder.build(null);
  }

  private static RawColumn column(String kind, String name) {
    return switch (kind) {
      case "text" -> RawColumn.text(name);
      case "bytes" -> new RawColumn(name, CellType.BYTES, Shape.vector(WIDTH));
      case "vector" -> new RawColumn(name, CellType.VECTOR, Shape.vector(WIDTH));
      case "sparse" -> new RawColumn(name, CellType.SPARSE, Shape.vector(WIDTH));
      case "skipped" -> RawColumn.unfit(name, "an array");
      default -> RawColumn.number(name);
    };
  }

  private static void fill(BlockBuilder builder, String kind, int row, int column) {
    switch (kind) {
      case "text" -> builder.text(column, "category " + row % 400);
      case "bytes" -> builder.bytes(column, new byte[WIDTH]);
      case "vector" -> builder.vector(column, new double[WIDTH]);
      case "sparse" -> builder.sparse(column, new int[] {row % WIDTH}, new double[] {1});
      case "skipped" -> builder.missing(column);
      case "byte" -> builder.number(column, row % 256);
      case "float" -> builder.number(column, row / 4.0);
      default -> builder.number(column, row / 3.0);
    }
  }
}
