package io.kindling.partitioning.source.idx;

import static io.kindling.partitioning.testing.IdxWriter.counting;
import static io.kindling.partitioning.testing.IdxWriter.file;
import static io.kindling.partitioning.testing.IdxWriter.gzip;
import static io.kindling.partitioning.testing.IdxWriter.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final byte[] IMAGES = file(new int[] {3, 1, 2}, new byte[] {0, 1, 2, 3, -2, -1});
  private static final byte[] LABELS = file(new int[] {3}, new byte[] {7, 0, -1});
  private static final List<String> ROWS = List.of("[0 1], 7.0", "[2 3], 0.0", "[254 255], 255.0");

  @TempDir private Path folder;

  @Test
  void rowsComeWithTheirLabelsInTheOrderOfTheFile() {
    assertEquals(ROWS, Cells.rows(open(write(folder, "x", IMAGES), write(folder, "y", LABELS))));
  }

  @Test
  void compressedFilesGiveTheSameRows() {
    String features = write(folder, "x.gz", gzip(IMAGES));
    assertEquals(ROWS, Cells.rows(open(features, write(folder, "y.gz", gzip(LABELS)))));
  }

  @Test
  void rowsToScoreHaveNoLabels() {
    var source = new IdxSource(write(folder, "x", IMAGES), null);
    assertEquals(
        List.of("[0 1]", "[2 3]", "[254 255]"),
        Cells.rows(source.open(SPARK.context(), CellRules.NONE)));
  }

  @Test
  void rowsAreNumberedInTheFileOfTheLabels() {
    String labels = write(folder, "y", LABELS);
    assertEquals(labels + ", row 2", Cells.places(open(write(folder, "x", IMAGES), labels)).get(2));
  }

  @Test
  void twoDimensionsAreRowsOfVectors() {
    assertEquals("features BYTES 6", column(2, 6));
  }

  @Test
  void threeDimensionsAreImagesOfOneChannel() {
    assertEquals("features BYTES 2×3×1", column(2, 2, 3));
  }

  @Test
  void fourDimensionsAreImagesWithTheirChannelsLast() {
    assertEquals("features BYTES 2×1×3", column(2, 2, 1, 3));
  }

  @Test
  void labelsMayBeReadAsTextsAndFeaturesLeftOut() {
    var source = new IdxSource(write(folder, "x", IMAGES), write(folder, "y", LABELS));
    CellRules rules = rules(Map.of("features", CellType.SKIPPED, "label", CellType.TEXT));
    assertEquals(
        List.of("skipped, 7", "skipped, 0", "skipped, 255"),
        Cells.rows(source.open(SPARK.context(), rules)));
  }

  @Test
  void featuresAreNoSingleNumber() {
    var source = new IdxSource(write(folder, "x", IMAGES), null);
    CellRules rules = rules(Map.of("features", CellType.NUMBER));
    var error =
        assertThrows(InvalidInputException.class, () -> source.open(SPARK.context(), rules));
    assertEquals(
        folder
            + "/x: found the column 'features' of arrays of bytes, which is to be read as numbers,"
            + " expected it to be read as it is, or skipped",
        error.getMessage());
  }

  private static CellRules rules(Map<String, CellType> types) {
    return new CellRules(types, Optional.empty(), Optional.empty());
  }

  private static RawTable open(String features, String labels) {
    return new IdxSource(features, labels).open(SPARK.context(), CellRules.NONE);
  }

  private String column(int... dimensions) {
    int size = 1;
    for (int dimension : dimensions) {
      size *= dimension;
    }
    String path = write(folder, "x", file(dimensions, counting(size)));
    var table = new IdxSource(path, null).open(SPARK.context(), CellRules.NONE);
    return Cells.columns(table).get(0);
  }
}
