package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.FeatureRanges;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.MemoryRow;
import io.kindling.partitioning.testing.MemorySource;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.table.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class FloatPrecisionTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final double SECONDS = 1_700_000_000;
  private static final TableColumns NUMBERS = TableColumns.nameless(MissingMode.ERROR, "label");
  private static final int ROWS = 200;

  @ParameterizedTest
  @EnumSource(names = {"CENTER", "STANDARDIZE", "MIN_MAX"})
  void aColumnFarFromZeroHasAnOrigin(ScaleMode mode) {
    assertEquals(SECONDS + 256, origins(mode, SECONDS, SECONDS + 600).of(0));
  }

  @Test
  void wholeNumbersStayWhole() {
    Origins origins = origins(ScaleMode.CENTER, SECONDS + 1, SECONDS + 4);
    assertEquals(0, origins.of(0) % 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "UNIT"})
  void aScalingThatTakesNothingOffHasNoOrigins(ScaleMode mode) {
    assertSame(Origins.NONE, origins(mode, SECONDS, SECONDS + 600));
  }

  @Test
  void aColumnNearZeroIsKeptAsItIs() {
    assertSame(Origins.NONE, origins(ScaleMode.STANDARDIZE, 255, 256, -10, 20, 0, 0));
  }

  @Test
  void aConstantColumnIsKeptAsItIs() {
    assertSame(Origins.NONE, origins(ScaleMode.STANDARDIZE, SECONDS, SECONDS));
  }

  @Test
  void onlyTheColumnsFarFromZeroAreMoved() {
    assertArrayEquals(
        new double[] {0, -1e9, 0},
        origins(ScaleMode.CENTER, 1, 3, -1e9 - 1, -1e9 + 1, 5, 5).values());
  }

  @Test
  void bucketsAreNotMoved() {
    TableColumns columns =
        new TableColumns(
            List.of(new Column("a", new Hash(1 << 20)), new Column("b", new Numeric())),
            List.of("y"),
            false,
            MissingMode.ERROR);
    FeatureRanges ranges = ranges(1_000_000, 1_000_001, 1_000_000, 1_000_001);
    Origins origins = FloatPrecision.origins(ScaleMode.CENTER, columns, ranges);
    assertEquals(0, origins.of(0));
    assertEquals(1_000_000, origins.of(1), 1);
  }

  @Test
  void aColumnWithoutNumbersIsKeptAsItIs() {
    assertSame(
        Origins.NONE,
        origins(ScaleMode.CENTER, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }

  /** As float32 these would be 4 values 128 apart. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void aColumnFarFromZeroIsStandardizedAsWellAsOneAtZero(int shards) {
    assertArrayEquals(
        inputs(MissingMode.ERROR, 0, shards, seconds()),
        inputs(MissingMode.ERROR, SECONDS, shards, seconds()),
        2e-6f);
  }

  @Test
  void missingNumbersOfAColumnFarFromZeroBecomeItsMean() {
    double[] values = seconds();
    values[5] = Double.NaN;
    assertEquals(0, inputs(MissingMode.MEAN, SECONDS, 3, values)[5], 1e-6f);
  }

  /** Rows to evaluate may be bytes, though those to train on were not. */
  @Test
  void anOriginIsTakenOffBytesToo() {
    ReadTable bytes =
        new MemorySource(
                "the rows",
                Shape.vector(1),
                CellType.BYTES,
                SPARK.context().parallelize(List.of(0)).map(i -> bytes()),
                "label")
            .read(SPARK.context());
    ReadTable table = bytes.withOrigins(new Origins(new double[] {1000.5}));
    try (ShardedData data =
        ShardedData.pack(
            "rows",
            table,
            RowCount.of(table, null, false, false),
            ShardAssignment.all(1, 5, 1),
            1)) {
      float[] kept = new float[1];
      data.shards().first().block().readFeatures(0, kept, 0);
      assertEquals(7 - 1000.5f, kept[0]);
    }
  }

  private static MemoryRow bytes() {
    return MemoryRow.ofBytes(new byte[] {7}, 0);
  }

  @Test
  void numbersThatBecomeTheSameAreTold() {
    assertEquals(
        Optional.of(
            "numbers that differ become the same as float32 in feature 0 (from 1.7E9 to"
                + " 1.70000001E9); data.scale: center, standardize or min_max takes off first what"
                + " they have in common"),
        FloatPrecision.warning(ScaleMode.NONE, NUMBERS, ranges(SECONDS, SECONDS + 10)));
  }

  @Test
  void fewOfManySuchColumnsAreNamed() {
    double[] bounds = new double[40];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = SECONDS + (i % 2) * 10;
    }
    String warning = FloatPrecision.warning(ScaleMode.NONE, NUMBERS, ranges(bounds)).orElseThrow();
    assertEquals(true, warning.contains("feature 4 (from 1.7E9 to 1.70000001E9) and 15 more;"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CENTER", "STANDARDIZE", "MIN_MAX"})
  void nothingIsToldWhereAnOriginIsTakenOff(ScaleMode mode) {
    assertEquals(
        Optional.empty(), FloatPrecision.warning(mode, NUMBERS, ranges(SECONDS, SECONDS + 10)));
  }

  /** 1 apart near a million is nothing to float32. */
  @Test
  void numbersThatFloatsHoldAreNotTold() {
    assertEquals(
        Optional.empty(), FloatPrecision.warning(ScaleMode.NONE, NUMBERS, ranges(1e6, 1e6 + 1)));
  }

  private static double[] seconds() {
    return IntStream.range(0, ROWS).mapToDouble(i -> (i * 37 % ROWS) * 2.375).toArray();
  }

  /** What {@code values}, moved by {@code distance}, become when they are standardised. */
  private static float[] inputs(MissingMode missing, double distance, int shards, double[] values) {
    List<Tuple2<Double, Vector>> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(new Tuple2<>((double) i, Vectors.dense(new double[] {values[i] + distance})));
    }
    ReadTable read =
        TableReader.read(
            SPARK.context(),
            new VectorSource(SPARK.context().parallelizePairs(rows, 3)),
            new FeatureColumns(Map.of(), missing),
            Use.LABELLED);
    RowCount scan = RowCount.of(read, null, false, false);
    ReadTable table =
        read.withOrigins(
            FloatPrecision.origins(ScaleMode.STANDARDIZE, read.columns(), read.ranges()));
    try (ShardedData data =
        ShardedData.pack("rows", table, scan, ShardAssignment.all(values.length, 5, shards), 2)) {
      RowTransform transform =
          FeatureFit.of(ScaleMode.STANDARDIZE, table.columns(), data).transform();
      float[] inputs = new float[values.length];
      data.shards().collect().forEach(shard -> write(shard.block(), transform, inputs));
      return inputs;
    }
  }

  private static void write(ShardBlock block, RowTransform transform, float[] inputs) {
    for (int row = 0; row < block.rows(); row++) {
      int place = (int) block.target(row);
      block.readFeatures(row, inputs, place);
      transform.apply(inputs, place);
    }
  }

  private static Origins origins(ScaleMode mode, double... bounds) {
    return FloatPrecision.origins(mode, NUMBERS, ranges(bounds));
  }

  /** Of columns with a row of least and a row of greatest numbers. */
  /** 2⁵³ + 1 is none of them. */
  @ParameterizedTest
  @EnumSource(names = {"CENTER", "STANDARDIZE", "MIN_MAX"})
  void numbersThatDoublesDoNotTellApartAreTold(ScaleMode mode) {
    double large = 1L << 53;
    assertEquals(
        Optional.of(
            "numbers that differ may have become the same as doubles, which keep fewer digits, in"
                + " feature 0 (from 9.007199254740992E15 to 9.00719925474101E15); take off"
                + " beforehand what they have in common"),
        FloatPrecision.warning(mode, NUMBERS, ranges(large, large + 18)));
    assertEquals(
        Optional.empty(), FloatPrecision.warning(mode, NUMBERS, ranges(large - 18, large - 2)));
    assertEquals(
        Optional.empty(), FloatPrecision.warning(mode, NUMBERS, ranges(-large, large + 18)));
  }

  private static FeatureRanges ranges(double... bounds) {
    double[] min = IntStream.range(0, bounds.length / 2).mapToDouble(i -> bounds[2 * i]).toArray();
    double[] max =
        IntStream.range(0, bounds.length / 2).mapToDouble(i -> bounds[2 * i + 1]).toArray();
    double[] rounding =
        IntStream.range(0, min.length)
            .mapToDouble(
                i -> Math.max(Math.abs(min[i] - (float) min[i]), Math.abs(max[i] - (float) max[i])))
            .toArray();
    return new FeatureRanges(min, max, rounding);
  }
}
