package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.preprocess.RowTransform;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands for numbers that are missing. */
class MissingNumbersTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int WHOLE = 1 << 20;
  // Of x: mean 4, median 2.5. Of b, which is true or false: mean 0.75, median 1. z has all numbers.
  private static final String[] LINES = {
    "x,colour,b,z,y",
    "1,red,true,5,0",
    ",,,6,1",
    "2,blue,true,7,2",
    "3,red,false,8,3",
    "10,red,true,9,4"
  };

  @TempDir static Path folder = Path.of("");

  @Test
  void theMeanStandsForThem() {
    assertEquals("[4.0, 0.0, 0.0, 0.75, 6.0]", second(MissingMode.MEAN));
  }

  @Test
  void theMedianStandsForThem() {
    assertEquals("[2.5, 0.0, 0.0, 1.0, 6.0]", second(MissingMode.MEDIAN));
  }

  @Test
  void zeroStandsForThem() {
    assertEquals("[0.0, 0.0, 0.0, 0.0, 6.0]", second(MissingMode.ZERO));
  }

  @Test
  void indicatorsComeBehindAllInputsWhereNumbersAreMissing() {
    List<String> rows = inputs(MissingMode.INDICATOR, WHOLE, 1);
    assertEquals("[4.0, 0.0, 0.0, 0.75, 6.0, 1.0, 1.0]", rows.get(1));
    assertEquals("[2.0, 1.0, 0.0, 1.0, 7.0, 0.0, 0.0]", rows.get(2));
  }

  @Test
  void theInputHasRoomForIndicators() {
    try (ReadTable table = read(MissingMode.INDICATOR, WHOLE, LINES)) {
      assertEquals(Shape.vector(7), FeatureFit.inputShape(table));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ERROR", mode = EnumSource.Mode.EXCLUDE)
  void theInputsAreTheSameHoweverTheWorkIsDivided(MissingMode mode) {
    assertEquals(inputs(mode, WHOLE, 1), inputs(mode, 12, 3));
  }

  @Test
  void zeroIsZeroAlsoWhereAnOriginIsTakenOff() {
    String[] far = {"x,y", "100000.5,0", "100000.75,1", ",2", "100000.25,3"};
    ReadTable read = read(MissingMode.ZERO, WHOLE, far);
    ReadTable table =
        read.withOrigins(FloatPrecision.origins(ScaleMode.CENTER, read.columns(), read.ranges()));
    assertEquals(100000.5, table.origins().of(0));
    try (ShardedData data = MixedTable.pack(table, 1)) {
      float[] zero = {Float.NaN};
      FeatureFit.of(ScaleMode.CENTER, table.columns(), data).transform().apply(zero, 0);
      assertEquals(-100000.5f, zero[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 40, 101})
  void mediansAreThoseOfTheSortedNumbers(int rows) {
    Random random = new Random(rows);
    float[] normal = new float[rows];
    float[] signs = new float[rows];
    List<String> lines = new ArrayList<>(List.of("normal,none,signs,y"));
    for (int i = 0; i < rows; i++) {
      normal[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2));
      signs[i] = random.nextInt(3) - 1;
      lines.add(normal[i] + (i == 0 ? ",-7," : ",,") + signs[i] + "," + i);
    }
    float[] expected = {median(normal), -7, median(signs)};
    for (int shards : new int[] {1, Math.min(rows, 7)}) {
      ReadTable table = read(MissingMode.MEDIAN, 64, lines.toArray(String[]::new));
      try (ShardedData data = MixedTable.pack(table, shards)) {
        assertArrayEquals(expected, FeatureFit.of(ScaleMode.NONE, table.columns(), data).fill());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ERROR", mode = EnumSource.Mode.EXCLUDE)
  void aColumnWithoutNumbersIsRefused(MissingMode mode) {
    ReadTable table = read(mode, WHOLE, "x,z,y", "1,,0", "2,,1");
    try (ShardedData data = MixedTable.pack(table, 1)) {
      String message =
          assertThrows(
                  InvalidInputException.class,
                  () -> FeatureFit.of(ScaleMode.NONE, table.columns(), data).fill())
              .getMessage();
      assertEquals(
          "data.missing: found no number to train on in column 'z', expected at least 1"
              + switch (mode) {
                case MEDIAN -> " to take the median of";
                case MEAN, INDICATOR -> " to take the mean of";
                case ZERO, ERROR -> "";
              },
          message);
    }
  }

  private static float median(float[] numbers) {
    float[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : (float) (((double) sorted[middle - 1] + sorted[middle]) / 2);
  }

  /** What the row becomes that lacks everything but z. */
  private static String second(MissingMode mode) {
    return inputs(mode, WHOLE, 1).get(1);
  }

  private static List<String> inputs(MissingMode mode, int splitBytes, int shards) {
    ReadTable table = read(mode, splitBytes, LINES);
    try (ShardedData data = MixedTable.pack(table, shards)) {
      RowTransform transform = FeatureFit.of(ScaleMode.NONE, table.columns(), data).transform();
      String[] rows = new String[LINES.length - 1];
      data.shards().collect().forEach(shard -> write(shard.block(), transform, rows));
      return List.of(rows);
    }
  }

  private static void write(ShardBlock block, RowTransform transform, String[] rows) {
    for (int row = 0; row < block.rows(); row++) {
      float[] input = new float[transform.outputs()];
      transform.gather(block, row, input, 0);
      rows[(int) block.target(row)] = Arrays.toString(input);
    }
  }

  private static ReadTable read(MissingMode mode, int splitBytes, String... lines) {
    String path = CsvFiles.write(folder, "missing.csv", lines);
    Map<String, ColumnKind> kinds =
        lines[0].contains("colour") ? Map.of("colour", new OneHot()) : Map.of();
    return CsvFiles.readInSplits(
        SPARK.context(),
        new CsvSource(path).labelled("y"),
        new FeatureColumns(kinds, mode),
        splitBytes);
  }
}
