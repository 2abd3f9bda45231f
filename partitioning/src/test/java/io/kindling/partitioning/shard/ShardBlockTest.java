package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.table.CellType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShardBlockTest {
  @Test
  void everyByteComesBack() {
    float[] bytes = new float[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = i);
    ShardBlock block = ShardBlock.allocate(RowLayout.of(Storage.UINT8, 256), 1);
    set(block, 0, bytes, 0f);
    assertArrayEquals(bytes, read(block, 0));
  }

  @Test
  void floatsComeBackToTheBit() {
    float[] floats = {
      0f, -0f, Float.MIN_VALUE, -1.5f, Float.MAX_VALUE, 0.1f, Float.intBitsToFloat(0x7fc12345)
    };
    ShardBlock block = ShardBlock.allocate(RowLayout.of(Storage.FLOAT32, floats.length), 1);
    set(block, 0, floats, 0f);
    assertArrayEquals(bits(floats), bits(read(block, 0)));
  }

  @ParameterizedTest
  @EnumSource
  void aRowKeepsItsPlaceAmongOthers(Storage storage) {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, 2), 3);
    set(block, 2, new float[] {5, 6}, 2f);
    set(block, 0, new float[] {1, 2}, 0f);
    set(block, 1, new float[] {3, 4}, 1f);
    assertArrayEquals(new float[] {3, 4}, read(block, 1));
  }

  @ParameterizedTest
  @EnumSource
  void aRowIsReadToItsOffset(Storage storage) {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, 2), 1);
    set(block, 0, new float[] {8, 9}, 0f);
    float[] values = {1, 1, 1, 1, 1};
    block.readFeatures(0, values, 2);
    assertArrayEquals(new float[] {1, 1, 8, 9, 1}, values);
  }

  @ParameterizedTest
  @EnumSource(names = "SPARSE", mode = EnumSource.Mode.EXCLUDE)
  void aCopiedRowIsReadAsTheOriginal(Storage storage) {
    RowLayout layout = new RowLayout(storage, 2, 1, true);
    ShardBlock block = ShardBlock.allocate(layout, 3);
    MemoryRow row = row(storage, new float[] {8, 9}, 7).weighing(0.25f);
    block.setRow(2, MemorySource.cells(type(storage), row, true), 0, Origins.NONE);
    ShardBlock copies = block.nearby(2).orElse(ShardBlock.allocate(layout, 2));

    copies.copyRow(block, 2, 1);

    assertEquals(2, copies.rows());
    assertArrayEquals(new float[] {8, 9}, read(copies, 1));
    assertEquals(7f, copies.target(1));
    assertEquals(0.25f, copies.weight(1));
  }

  @ParameterizedTest
  @EnumSource
  void aTargetComesBack(Storage storage) {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, 1), 2);
    set(block, 1, new float[] {0}, 7.25f);
    assertEquals(7.25f, block.target(1));
  }

  @ParameterizedTest
  @EnumSource
  void severalTargetsAndAWeightTravelInAChunk(Storage storage) {
    RowLayout layout = new RowLayout(storage, 1, 3, true);
    ShardChunk chunk = new ShardChunk(ShardBlock.allocate(layout, 2), 9);
    MemoryRow row = row(storage, new float[] {9}, 1, 2, 3).weighing(0.25f);
    chunk.add(1, MemorySource.cells(type(storage), row, true), 0, Origins.NONE);
    ShardBlock shard = ShardBlock.allocate(layout, 2);
    chunk.scatter(shard);
    float[] targets = new float[5];
    shard.readTargets(1, targets, 1);
    assertArrayEquals(new float[] {0, 1, 2, 3, 0}, targets);
    assertEquals(0.25f, shard.weight(1));
  }

  @ParameterizedTest
  @EnumSource
  void withoutWeightsEveryRowCountsOne(Storage storage) {
    assertEquals(1, ShardBlock.allocate(RowLayout.of(storage, 1), 2).weight(1));
  }

  @ParameterizedTest
  @EnumSource
  void aChunkPutsItsRowsInTheirPlaces(Storage storage) {
    ShardChunk chunk = new ShardChunk(ShardBlock.allocate(RowLayout.of(storage, 1), 4), 9);
    chunk.add(2, cells(storage, new float[] {20}, 200), 0, Origins.NONE);
    chunk.add(0, cells(storage, new float[] {10}, 100), 0, Origins.NONE);
    ShardBlock shard = ShardBlock.allocate(RowLayout.of(storage, 1), 3);
    chunk.scatter(shard);
    assertArrayEquals(new float[] {10, 0, 20}, column(shard));
  }

  @ParameterizedTest
  @EnumSource
  void aChunkCarriesTheTargets(Storage storage) {
    ShardChunk chunk = new ShardChunk(ShardBlock.allocate(RowLayout.of(storage, 1), 4), 9);
    chunk.add(2, cells(storage, new float[] {20}, 200), 0, Origins.NONE);
    ShardBlock shard = ShardBlock.allocate(RowLayout.of(storage, 1), 3);
    chunk.scatter(shard);
    assertEquals(200f, shard.target(2));
  }

  @ParameterizedTest
  @EnumSource
  void aBlockThatDoesNotFitIntoAnArrayIsRefused(Storage storage) {
    // Allocating would end with an OutOfMemoryError instead: 2^31 − 1 targets alone take 8 GiB.
    RowLayout layout = RowLayout.of(storage, 784);
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> ShardBlock.allocate(layout, Integer.MAX_VALUE));
    assertEquals(
        "A shard of 2147483647 rows of %s values does not fit into one array; take more shards"
            .formatted(layout.valuesKept()),
        error.getMessage());
  }

  @Test
  void moreRowsThanAnIntCountsAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> ShardBlock.checkFits(3_000_000_000L, 1));
    assertEquals(
        "A shard of 3000000000 rows of 1 values does not fit into one array; take more shards",
        error.getMessage());
  }

  @Test
  void theLargestArrayIsAllowed() {
    ShardBlock.checkFits(Integer.MAX_VALUE - 8L, 1);
  }

  private static void set(ShardBlock block, int row, float[] features, float target) {
    Storage storage = block instanceof ByteBlock ? Storage.UINT8 : Storage.FLOAT32;
    block.setRow(row, cells(storage, features, target), 0, Origins.NONE);
  }

  private static RowCells cells(Storage storage, float[] features, float target) {
    return MemorySource.cells(type(storage), row(storage, features, target), false);
  }

  private static CellType type(Storage storage) {
    return switch (storage) {
      case UINT8 -> CellType.BYTES;
      case FLOAT32 -> CellType.VECTOR;
      case SPARSE -> CellType.SPARSE;
    };
  }

  private static MemoryRow row(Storage storage, float[] features, float... targets) {
    if (storage == Storage.UINT8) {
      byte[] bytes = new byte[features.length];
      IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (int) features[i]);
      return MemoryRow.ofBytes(bytes, targets);
    }
    double[] numbers = IntStream.range(0, features.length).mapToDouble(i -> features[i]).toArray();
    return MemoryRow.of(numbers, targets);
  }

  private static float[] read(ShardBlock block, int row) {
    float[] values = new float[block.features()];
    block.readFeatures(row, values, 0);
    return values;
  }

  private static float[] column(ShardBlock block) {
    float[] values = new float[block.rows()];
    for (int row = 0; row < block.rows(); row++) {
      block.readFeatures(row, values, row);
    }
    return values;
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }
}
