package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.layer.SparseRows;
import io.kindling.kernels.random.CounterRandom;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import io.kindling.predictor.table.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are gathered sparse are those that are gathered dense. */
class SparseGatherTest {
  private static final int ROWS = 30;
  private static final int NUMBERS = 3;
  private static final int CATEGORIES = 40;

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "SPARSE"})
  void numbersAndCategoriesAreTheSameInputs(Storage storage) {
    Preprocessing mixed =
        new Preprocessing(
            columns(),
            MissingMode.MEAN,
            new float[] {7, 8, 9, 0, 0},
            new Scaling(
                ScaleMode.STANDARDIZE,
                new float[] {0.5f, 0, -2, 0, 0},
                new float[] {2, 3, 4, 1, 1}));
    assertSameInputs(mixed, block(storage, columns().size()));
    assertSameInputs(mixed.withIndicators(new int[] {0, 2}), block(storage, columns().size()));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "SPARSE"})
  void sparseFeaturesThatAreFilledAndDividedAreTheSameInputs(Storage storage) {
    Preprocessing plain =
        new Preprocessing(
            List.of(),
            MissingMode.MEAN,
            Origins.NONE,
            new float[] {7, 8, 9, 10, 11},
            new Scaling(ScaleMode.MAX_ABS, new float[5], new float[] {2, 0.5f, 3, 0.1f, 1}),
            true);
    assertSameInputs(plain, block(storage, 5));
    assertSameInputs(plain.withIndicators(new int[] {1, 4}), block(storage, 5));
  }

  private static void assertSameInputs(Preprocessing preprocessing, ShardBlock block) {
    RowTransform transform = preprocessing.transform();
    int width = transform.outputs();
    SparseRows rows = new SparseRows(ROWS, width);
    float[] room = new float[transform.inputs()];
    for (int row = 0; row < ROWS; row++) {
      transform.gather(block, row, rows, room);
    }
    assertEquals(ROWS, rows.rows());
    for (int row = 0; row < ROWS; row++) {
      float[] dense = new float[width];
      transform.gather(block, row, dense, 0);
      float[] spread = new float[width];
      for (int k = rows.rowStart(row); k < rows.rowStart(row + 1); k++) {
        spread[rows.columns()[k]] = rows.values()[k];
      }
      for (int i = 0; i < width; i++) {
        dense[i] += 0f; // −0 is not kept
      }
      assertArrayEquals(dense, spread);
    }
  }

  @Test
  void inputsAreSparseWhereColumnsFillManyOfThemOrRowsAreKeptSo() {
    Scaling scaling = Scaling.none(1);
    assertEquals(
        List.of(false, true, false, true),
        List.of(
            oneHot(7).transform().isSparse(),
            oneHot(8).transform().isSparse(),
            Preprocessing.of(scaling).transform().isSparse(),
            new Preprocessing(
                    List.of(), MissingMode.ERROR, Origins.NONE, new float[0], scaling, true)
                .transform()
                .isSparse()));
  }

  private static Preprocessing oneHot(int categories) {
    return new Preprocessing(
        List.of(new Column("c", new OneHot(), names(categories))),
        MissingMode.ERROR,
        new float[0],
        Scaling.none(1));
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      columns.add(new Column("x" + i, new Numeric()));
    }
    columns.add(new Column("c", new OneHot(), names(CATEGORIES)));
    columns.add(new Column("d", new OneHot(), names(2)));
    return columns;
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  /** Zeros, missing numbers, categories that are none, and numbers. */
  private static ShardBlock block(Storage storage, int features) {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, features), ROWS);
    for (int row = 0; row < ROWS; row++) {
      double[] values = new double[features];
      for (int i = 0; i < NUMBERS; i++) {
        values[i] = CounterRandom.uniform(row, i) < 0.5 ? 0 : CounterRandom.gaussian(row, i);
      }
      values[row % NUMBERS] = row % 4 == 0 ? Double.NaN : values[row % NUMBERS];
      values[NUMBERS] = row % (CATEGORIES + 1);
      values[NUMBERS + 1] = row % 3 - 1;
      CellType type = storage == Storage.SPARSE ? CellType.SPARSE : CellType.VECTOR;
      MemoryRow cells = MemoryRow.of(values, 0);
      block.setRow(row, MemorySource.cells(type, cells, false), 0, Origins.NONE);
    }
    return block;
  }
}
