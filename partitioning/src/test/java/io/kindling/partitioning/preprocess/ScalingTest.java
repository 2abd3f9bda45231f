package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.Scaling;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class ScalingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final long SEED = 43;
  private static final int ROWS = 500;
  private static final TableColumns NUMBERS = TableColumns.nameless(MissingMode.ERROR, "label");

  @Test
  void standardizingSubtractsTheMean() {
    RandomRows rows = new RandomRows(SEED, ROWS, 2, Storage.FLOAT32, 3);
    assertEquals(
        (float) TwoPass.of(rows, ROWS, 1).mean(), fit(ScaleMode.STANDARDIZE, rows).shift()[1]);
  }

  @Test
  void standardizingDividesByTheStandardDeviation() {
    RandomRows rows = new RandomRows(SEED, ROWS, 2, Storage.UINT8, 0);
    assertEquals(
        (float) (1 / TwoPass.of(rows, ROWS, 1).standardDeviation()),
        fit(ScaleMode.STANDARDIZE, rows).factor()[1]);
  }

  @Test
  void centringSubtractsTheMeanOnly() {
    RandomRows rows = new RandomRows(SEED, ROWS, 1, Storage.FLOAT32, 3);
    Scaling scaling = fit(ScaleMode.CENTER, rows);
    assertArrayEquals(
        new float[] {(float) TwoPass.of(rows, ROWS, 0).mean(), 1},
        new float[] {scaling.shift()[0], scaling.factor()[0]});
  }

  @ParameterizedTest
  @CsvSource({"-3, 0", "-1, 0.25", "1, 0.5", "5, 1", "9, 1.5"})
  void minMaxTakesTheLeastToZeroAndTheGreatestToOne(float value, float scaled) {
    float[] row = {value};
    fit(ScaleMode.MIN_MAX, 1, -3, 5, 0).apply(row, 0);
    assertEquals(scaled, row[0]);
  }

  /** Around 10⁶ a float has a resolution of 1/16, so the shift is right to 1/32. */
  @Test
  void dataFarFromZeroAreCentredAsWellAsFloatsCan() {
    assertEquals(0, standardized(1e6).mean(), 1.0 / 32);
  }

  @Test
  void dataFarFromZeroGetAStandardDeviationOfOne() {
    assertEquals(1, standardized(1e6).standardDeviation(), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTER", "STANDARDIZE", "MIN_MAX"})
  void aConstantFeatureBecomesExactlyZero(ScaleMode mode) {
    float[] row = {0.1f};
    fit(mode, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f).apply(row, 0);
    assertEquals(0f, row[0]);
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTER", "STANDARDIZE", "MIN_MAX"})
  void aSingleRowBecomesExactlyZero(ScaleMode mode) {
    float[] row = {5.3f};
    fit(mode, 5.3f).apply(row, 0);
    assertEquals(0f, row[0]);
  }

  @Test
  void aDeviationTooSmallToInvertDoesNotDivideByZero() {
    float[] row = {Float.MIN_VALUE};
    fit(ScaleMode.STANDARDIZE, 0, Float.MIN_VALUE, 0, 0).apply(row, 0);
    assertTrue(Float.isFinite(row[0]), "scaled to " + row[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 51, 254, 255})
  void unitDividesBytesBy255(int value) {
    float[] row = {value};
    fit(ScaleMode.UNIT, new RandomRows(SEED, 4, 1, Storage.UINT8, 0)).apply(row, 0);
    assertEquals(value / 255.0, row[0], Math.ulp(1f) * value / 255);
  }

  @Test
  void theLargestByteBecomesExactlyOne() {
    float[] row = {255};
    fit(ScaleMode.UNIT, new RandomRows(SEED, 4, 1, Storage.UINT8, 0)).apply(row, 0);
    assertEquals(1f, row[0]);
  }

  @Test
  void unitOnFloatsIsRefused() {
    RandomRows rows = new RandomRows(SEED, 4, 1, Storage.FLOAT32, 0);
    var error =
        assertThrows(InvalidInputException.class, () -> fit(ScaleMode.UNIT, rows).features());
    assertEquals(
        "data.scale: found 'unit' for data that are not bytes, expected none, center,"
            + " standardize, min_max, unit_variance or max_abs",
        error.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTER", "STANDARDIZE", "MIN_MAX"})
  void modesThatTakeSomethingOffAreRefusedForSparseFeatures(ScaleMode mode) {
    RandomRows rows = new RandomRows(SEED, 9, 1, Storage.SPARSE, 0);
    var error = assertThrows(InvalidInputException.class, () -> fit(mode, rows).features());
    assertEquals(
        "data.scale: found '%s' for sparse features, all of whose zeros it would change,"
                .formatted(mode.configName())
            + " expected none, unit_variance or max_abs, which keep zeros",
        error.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "SPARSE"})
  void unitVarianceDividesByTheDeviationAndKeepsZeros(Storage storage) {
    RandomRows rows = new RandomRows(SEED, ROWS, 2, storage, 3);
    Scaling scaling = fit(ScaleMode.UNIT_VARIANCE, rows);
    double deviation = TwoPass.of(rows, ROWS, 1).standardDeviation();
    assertArrayEquals(new float[2], scaling.shift());
    assertEquals(1 / deviation, scaling.factor()[1], 1e-6 / deviation);
  }

  @Test
  void maxAbsDividesByTheLargestMagnitude() {
    assertEquals(-1f, scaled(ScaleMode.MAX_ABS, -8, -8, 2, 0));
    assertEquals(0.25f, scaled(ScaleMode.MAX_ABS, 2, -8, 2, 0));
  }

  @Test
  void modesThatKeepZerosLeaveConstantsAsTheyAre() {
    assertEquals(3f, scaled(ScaleMode.UNIT_VARIANCE, 3, 3, 3, 3));
    assertEquals(0f, scaled(ScaleMode.MAX_ABS, 0, 0, 0, 0));
  }

  private static float scaled(ScaleMode mode, float value, float... feature) {
    float[] row = {value};
    fit(mode, feature).apply(row, 0);
    return row[0];
  }

  @Test
  void noneLeavesValuesAsTheyAre() {
    float[] row = {1.5f, -0f};
    fit(ScaleMode.NONE, new RandomRows(SEED, 4, 2, Storage.FLOAT32, 0)).apply(row, 0);
    assertArrayEquals(new float[] {1.5f, -0f}, row);
  }

  @Test
  void scalingStartsAtTheOffsetAndEndsWithTheRow() {
    float[] values = {7, 7, 7, 7, 7};
    new Scaling(ScaleMode.STANDARDIZE, new float[] {1, 3}, new float[] {2, 0.5f}).apply(values, 1);
    assertArrayEquals(new float[] {7, 12, 2, 7, 7}, values);
  }

  @Test
  void theArraysOfAScalingAreItsOwn() {
    float[] shift = {1};
    Scaling scaling = new Scaling(ScaleMode.CENTER, shift, new float[] {1});
    shift[0] = 5;
    scaling.shift()[0] = 6;
    assertEquals(1f, scaling.shift()[0]);
  }

  @Test
  void aModeIsNamedAsInAConfigFile() {
    assertEquals("standardize", ScaleMode.STANDARDIZE.configName());
  }

  private static TwoPass standardized(double mean) {
    RandomRows rows = new RandomRows(SEED, ROWS, 1, Storage.FLOAT32, mean);
    Scaling scaling = fit(ScaleMode.STANDARDIZE, rows);
    double[] scaled =
        IntStream.range(0, ROWS)
            .mapToDouble(
                i -> {
                  float[] row = rows.row(i);
                  scaling.apply(row, 0);
                  return row[0];
                })
            .toArray();
    return TwoPass.of(scaled);
  }

  private static Scaling fit(ScaleMode mode, RandomRows rows) {
    try (ShardedData data = rows.pack(SPARK.context(), 2, 3, 2)) {
      return FeatureFit.of(mode, NUMBERS, data).scaling();
    }
  }

  /** Fits to rows of one feature. */
  private static Scaling fit(ScaleMode mode, float... values) {
    var rows =
        IntStream.range(0, values.length)
            .mapToObj(i -> new Tuple2<Double, Vector>(0.0, Vectors.dense(new double[] {values[i]})))
            .toList();
    ReadTable table =
        TableReader.read(
            SPARK.context(),
            new VectorSource(SPARK.context().parallelizePairs(rows, 1)),
            FeatureColumns.AS_FOUND,
            Use.LABELLED);
    ShardAssignment assignment =
        ShardAssignment.all(values.length, SEED, Math.min(2, values.length));
    try (ShardedData data =
        ShardedData.pack("rows", table, RowCount.of(table, null, false, false), assignment, 2)) {
      return FeatureFit.of(mode, NUMBERS, data).scaling();
    }
  }
}
