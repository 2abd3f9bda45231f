package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparseBlockTest {
  private static final int ROWS = 40;

  @ParameterizedTest
  @CsvSource({"1, 7", "2, 300", "3, 65536", "4, 65537", "5, 1000000"})
  void rowsComeBackHoweverTheyWereOrderedAndMoved(long seed, int features) {
    RowLayout layout = RowLayout.of(Storage.SPARSE, features);
    ShardBlock direct = ShardBlock.allocate(layout, ROWS);
    ShardBlock moved = ShardBlock.allocate(layout, ROWS);
    Permutation order = new Permutation(ROWS, seed);
    for (int i = 0; i < ROWS; i++) {
      int row = (int) order.apply(i);
      int[] columns = columns(seed, row, features);
      direct.setSparseFeatures(row, columns, values(seed, row, columns), 0, columns.length);
    }
    direct.finish();
    for (int i = 0; i < ROWS; i++) {
      moved.copyRow(direct, i, ROWS - 1 - i);
    }
    moved.finish();

    for (int row = 0; row < ROWS; row++) {
      int[] columns = columns(seed, row, features);
      assertRow(columns, values(seed, row, columns), direct, row);
      assertRow(columns, values(seed, row, columns), moved, ROWS - 1 - row);
    }
  }

  private static void assertRow(int[] columns, double[] values, ShardBlock block, int row) {
    SparseRows read = new SparseRows(2, block.features());
    read.append(block.features() - 1, 5); // what is read is added behind what is there
    read.endRow();
    block.readSparse(row, read);
    read.endRow();
    assertArrayEquals(columns, Arrays.copyOfRange(read.columns(), 1, read.entries()));
    float[] expected = new float[values.length];
    IntStream.range(0, values.length).forEach(i -> expected[i] = (float) values[i]);
    assertArrayEquals(expected, Arrays.copyOfRange(read.values(), 1, read.entries()));
    float[] dense = new float[block.features()];
    Arrays.fill(dense, 8f);
    block.readFeatures(row, dense, 0);
    float[] spread = new float[block.features()];
    IntStream.range(0, columns.length).forEach(i -> spread[columns[i]] = expected[i]);
    assertArrayEquals(spread, dense);
  }

  /** None in some rows, up to nine in others, the first and the last among them. */
  private static int[] columns(long seed, int row, int features) {
    long key = CounterRandom.key(seed, row);
    return IntStream.range(0, row % 10)
        .map(i -> i == 0 ? features - 1 : (int) (features * CounterRandom.uniform(key, i)))
        .sorted()
        .distinct()
        .toArray();
  }

  /** Ones alone up to row 20. */
  private static double[] values(long seed, int row, int[] columns) {
    return Arrays.stream(columns)
        .mapToDouble(column -> row <= 20 ? 1 : 2 + CounterRandom.uniform(seed, column))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"123, 14, 0.3", "65536, 14, 0.3", "100000, 14, 0.6"})
  void rowsOfOnesTakeLessThanValuesAndColumnsOfFourBytes(int features, int ones, double share)
      throws IOException {
    int rows = 1000;
    ShardBlock block = ShardBlock.allocate(RowLayout.of(Storage.SPARSE, features), rows);
    ShardBlock none = ShardBlock.allocate(RowLayout.of(Storage.SPARSE, features), rows);
    int[] columns = IntStream.range(0, ones).toArray();
    double[] values = new double[ones];
    Arrays.fill(values, 1);
    for (int row = 0; row < rows; row++) {
      block.setSparseFeatures(row, columns, values, 0, ones);
    }
    block.finish();
    none.finish();

    long csr = rows * (Integer.BYTES + ones * (long) (Integer.BYTES + Float.BYTES));
    long starts = (long) rows * Integer.BYTES; // which the other block has, too
    long bytes = size(block) - size(none) + starts;
    assertTrue(bytes <= csr * share, bytes + " bytes, and as float32 values in CSR " + csr);
  }

  private static long size(ShardBlock block) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(block);
    }
    return bytes.size();
  }

  @Test
  void zerosAreNotKeptAndMissingNumbersAre() {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(Storage.SPARSE, 9), 1);
    block.setSparseFeatures(0, new int[] {1, 4, 8}, new double[] {0, Double.NaN, -0.0}, 0, 3);
    SparseRows read = new SparseRows(1, 9);
    block.readSparse(0, read);
    assertEquals(1, read.entries());
    assertEquals(4, read.columns()[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2, 9})
  void columnsThatDoNotAscendOrAreNoneAreRefused(int second) {
    for (Storage storage : Storage.values()) {
      ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, 9), 1);
      int[] columns = {3, second};
      assertThrows(
          IllegalArgumentException.class,
          () -> block.setSparseFeatures(0, columns, new double[] {1, 1}, 0, 2));
    }
  }

  @Test
  void aSparseRowInADenseBlockIsSpread() {
    for (Storage storage : Storage.values()) {
      ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, 4), 2);
      block.setSparseFeatures(1, new int[] {9, 0, 2}, new double[] {9, 5, 7}, 1, 3);
      float[] dense = new float[4];
      block.readFeatures(1, dense, 0);
      assertArrayEquals(new float[] {5, 0, 7, 0}, dense);
    }
  }
}
