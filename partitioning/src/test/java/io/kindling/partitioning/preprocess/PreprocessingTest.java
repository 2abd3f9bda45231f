package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.testing.CsvFiles;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From a small CSV file to the inputs of a network. */
class PreprocessingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir static Path folder = Path.of("");

  static Stream<Arguments> scales() {
    return Stream.of(
        Arguments.of(ScaleMode.NONE, MixedTable.inputs(7, 1, 3, 3, 5)),
        Arguments.of(ScaleMode.CENTER, MixedTable.inputs(0, -2, 0, 0, 2)),
        Arguments.of(ScaleMode.STANDARDIZE, MixedTable.inputs(0, -1, 0, 0, 1)),
        Arguments.of(ScaleMode.MIN_MAX, MixedTable.inputs(0, 0, 0.5f, 0.5f, 1)));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void everyColumnBecomesWhatItsKindSays(ScaleMode mode, List<String> expected) {
    assertEquals(expected, inputs(mode, 1 << 20, 1));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void theInputsAreTheSameHoweverTheWorkIsDivided(ScaleMode mode, List<String> expected) {
    assertEquals(expected, inputs(mode, 12, 3));
  }

  @Test
  void theInputIsAsWideAsItsColumnsTogether() {
    ReadTable table = MixedTable.open(SPARK.context(), folder, 1 << 20);
    assertEquals(Shape.vector(6), FeatureFit.inputShape(table));
  }

  @Test
  void anImageKeepsItsShape() {
    assertEquals(
        Shape.image(2, 3, 1), Preprocessing.inputShape(Shape.image(2, 3, 1), List.of(), 0));
  }

  @Test
  void theColumnsAreReadAgainAsTheyWereDeclared() {
    ReadTable table = MixedTable.open(SPARK.context(), folder, 1 << 20);
    try (ShardedData data = MixedTable.pack(table, 1)) {
      FeatureColumns declared = FeatureFit.of(ScaleMode.NONE, table.columns(), data).declared();
      assertEquals(List.of("x", "colour", "zip", "z"), declared.taken().orElseThrow());
      assertEquals(new OneHot(), declared.kinds().get("colour"));
      assertEquals(MissingMode.MEAN, declared.missing());
    }
  }

  @Test
  void aColumnWithoutNumbersHasNoMean() {
    String path = CsvFiles.write(folder, "empty.csv", "x,z,y", "1,,0", "2,,1");
    FeatureColumns mean = new FeatureColumns(Map.of(), MissingMode.MEAN);
    ReadTable table =
        TableReader.read(SPARK.context(), new CsvSource(path).labelled("y"), mean, Use.LABELLED);
    try (ShardedData data = MixedTable.pack(table, 1)) {
      var error =
          assertThrows(
              InvalidInputException.class,
              () -> FeatureFit.of(ScaleMode.NONE, table.columns(), data).fill());
      assertEquals(
          "data.missing: found no number to train on in column 'z', expected at least 1 to take the"
              + " mean of",
          error.getMessage());
    }
  }

  private static List<String> inputs(ScaleMode mode, int splitBytes, int shards) {
    return MixedTable.inputs(SPARK.context(), folder, mode, splitBytes, shards);
  }
}
