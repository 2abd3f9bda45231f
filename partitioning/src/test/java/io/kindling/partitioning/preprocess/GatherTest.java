package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gathering in one pass gives the bits of reading, then transforming. */
class GatherTest {
  private static final int FEATURES = 256;

  @ParameterizedTest
  @EnumSource
  void rowsThatAreScaledAlikeHaveTheSameBits(Storage storage) {
    assertSameBits(storage, constant(3), constant(1f / 255));
  }

  @ParameterizedTest
  @EnumSource
  void rowsWhoseFeaturesAreScaledEachInItsWayHaveTheSameBits(Storage storage) {
    assertSameBits(storage, random(1), random(2));
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfOneShiftAndManyFactorsHaveTheSameBits(Storage storage) {
    assertSameBits(storage, constant(0), random(2));
  }

  @Test
  void zeroKeepsItsSign() {
    ShardBlock block = block(Storage.FLOAT32, -0.0, 0.0);
    float[] inputs = new float[2];
    Preprocessing.of(Scaling.none(2)).transform().gather(block, 0, inputs, 0);
    assertArrayEquals(new float[] {-0f, 0f}, inputs);
  }

  @Test
  void missingNumbersAreFilledAndCategoriesSpread() {
    Preprocessing preprocessing =
        new Preprocessing(
            List.of(
                new Column("x", new Numeric()), new Column("c", new OneHot(), List.of("a", "b"))),
            MissingMode.MEAN,
            new float[] {7, 0},
            new Scaling(ScaleMode.CENTER, new float[] {5, 0}, new float[] {1, 1}));
    float[] inputs = new float[4];
    preprocessing.transform().gather(block(Storage.FLOAT32, Double.NaN, 1), 0, inputs, 1);
    assertArrayEquals(new float[] {0, 2, 0, 1}, inputs);
  }

  @Test
  void categoriesAreSpreadWhereNothingIsFilled() {
    Preprocessing preprocessing =
        new Preprocessing(
            List.of(
                new Column("c", new OneHot(), List.of("a", "b")), new Column("x", new Numeric())),
            MissingMode.ERROR,
            new float[0],
            new Scaling(ScaleMode.CENTER, new float[] {0, 5}, new float[] {1, 2}));
    float[] inputs = new float[3];
    preprocessing.transform().gather(block(Storage.FLOAT32, 0, 8), 0, inputs, 0);
    assertArrayEquals(new float[] {1, 0, 6}, inputs);
  }

  private static void assertSameBits(Storage storage, float[] shift, float[] factor) {
    Scaling scaling = new Scaling(ScaleMode.STANDARDIZE, shift, factor);
    RowTransform transform = Preprocessing.of(scaling).transform();
    ShardBlock block =
        block(storage, IntStream.range(0, FEATURES).mapToDouble(i -> 255 - i).toArray());
    float[] gathered = new float[FEATURES + 3];
    float[] transformed = new float[FEATURES + 3];
    transform.gather(block, 0, gathered, 3);
    block.readFeatures(0, transformed, 3);
    transform.apply(transformed, 3);
    for (int i = 0; i < gathered.length; i++) {
      assertEquals(Float.floatToRawIntBits(transformed[i]), Float.floatToRawIntBits(gathered[i]));
    }
    assertEquals((251 - shift[4]) * factor[4], gathered[7]);
  }

  private static ShardBlock block(Storage storage, double... features) {
    ShardBlock block = ShardBlock.allocate(RowLayout.of(storage, features.length), 1);
    byte[] bytes = new byte[features.length];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (int) features[i]);
    boolean isBytes = storage == Storage.UINT8;
    MemoryRow row = isBytes ? MemoryRow.ofBytes(bytes, 0) : MemoryRow.of(features, 0);
    CellType type = isBytes ? CellType.BYTES : CellType.VECTOR;
    block.setRow(0, MemorySource.cells(type, row, false), 0, Origins.NONE);
    return block;
  }

  private static float[] constant(float value) {
    float[] values = new float[FEATURES];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] random(long seed) {
    float[] values = new float[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      values[i] = (float) CounterRandom.gaussian(seed, i);
    }
    return values;
  }
}
