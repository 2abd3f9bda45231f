package io.kindling.partitioning.source.csv;

import static io.kindling.partitioning.testing.CsvFiles.write;
import static io.kindling.partitioning.testing.CsvFiles.writeText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final List<String> ROWS =
      List.of("[1.0, 2.0] -> 3.0", "[4.0, 5.0] -> 6.0", "[7.0, 8.0] -> 9.0");

  @Test
  void everyColumnButTheLabelIsAFeature(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,y,label", "1,2,3", "4,5,6", "7,8,9");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void theLabelMayStandAnywhere(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,label,y", "1,3,2", "4,6,5", "7,9,8");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void theFeaturesAreNamedAsInTheHeader(@TempDir Path folder) {
    String path = write(folder, "a.csv", "label,\"x, y\",z", "1,2,3");
    assertEquals(List.of("x, y", "z"), open(path).columns().names());
  }

  @Test
  void theShapeIsThatOfTheFeatures(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,y,label", "1,2,3");
    assertEquals(Shape.vector(2), open(path).shape());
  }

  @Test
  void featuresAreKeptAsFloats(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,y,label", "1,2,3");
    assertEquals(Storage.FLOAT32, open(path).storage());
  }

  @Test
  void quotedValuesAreNumbersToo(@TempDir Path folder) {
    String path =
        write(folder, "a.csv", "\"x\",\"y\",label", "\"1\",2,\"3\"", "4, 5 ,6", "7,8,\"9\"");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void numbersMayBeWrittenWithAnExponent(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,label", "-2.5e-3,1E2");
    assertEquals(List.of("[-0.0025] -> 100.0"), Contents.listOf(open(path)));
  }

  @Test
  void blankLinesAreNoRows(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,y,label", "", "1,2,3", "4,5,6", "", "", "7,8,9", "");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void linesMayEndAsOnWindows(@TempDir Path folder) {
    String path = writeText(folder, "a.csv", "x,y,label\r\n1,2,3\r\n4,5,6\r\n\r\n7,8,9\r\n");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void theLastLineNeedsNoEnd(@TempDir Path folder) {
    String path = writeText(folder, "a.csv", "x,y,label\n1,2,3\n4,5,6\n7,8,9");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void aByteOrderMarkBeforeTheHeaderIsLeftOut(@TempDir Path folder) {
    String path = writeText(folder, "a.csv", "\uFEFFx,y,label\n1,2,3\n4,5,6\n7,8,9\n");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void aCompressedFileGivesItsRows(@TempDir Path folder) {
    String path = write(folder, "a.csv.gz", "x,y,label", "1,2,3", "4,5,6", "7,8,9");
    assertEquals(ROWS, Contents.listOf(open(path)));
  }

  @Test
  void namesOutsideAsciiAreRead(@TempDir Path folder) {
    String path = write(folder, "a.csv", "größe,label", "1,2");
    assertEquals("column 'größe'", open(path).columns().featureName(0));
  }

  @Test
  void rowsToScoreNeedNoLabel(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,y", "1,2");
    SourceTable table = CsvSource.toScore(path, "label").open(SPARK.context());
    assertEquals(List.of("[1.0, 2.0] -> "), Contents.listOf(table));
  }

  @Test
  void theLabelOfRowsToScoreIsNoFeature(@TempDir Path folder) {
    String path = write(folder, "a.csv", "x,label,y", "1,0,2");
    SourceTable table = CsvSource.toScore(path, "label").open(SPARK.context());
    assertEquals(List.of("x", "y"), table.columns().names());
  }

  private static SourceTable open(String path) {
    return new CsvSource(path, "label").open(SPARK.context());
  }
}
