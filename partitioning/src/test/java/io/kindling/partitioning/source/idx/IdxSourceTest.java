package io.kindling.partitioning.source.idx;

import static io.kindling.partitioning.testing.IdxWriter.counting;
import static io.kindling.partitioning.testing.IdxWriter.file;
import static io.kindling.partitioning.testing.IdxWriter.gzip;
import static io.kindling.partitioning.testing.IdxWriter.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.holdenkarau.spark.testing.JavaRDDComparisons;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final byte[] IMAGES = file(new int[] {3, 1, 2}, new byte[] {0, 1, 2, 3, -2, -1});
  private static final byte[] LABELS = file(new int[] {3}, new byte[] {7, 0, -1});
  private static final List<String> ROWS =
      List.of("[0.0, 1.0] -> 7.0", "[2.0, 3.0] -> 0.0", "[254.0, 255.0] -> 255.0");

  @Test
  void rowsComeWithTheirLabelsInTheOrderOfTheFile(@TempDir Path folder) {
    var source = new IdxSource(write(folder, "x", IMAGES), write(folder, "y", LABELS));
    assertEquals(ROWS, Contents.listOf(source.open(SPARK.context())));
  }

  @Test
  void compressedFilesGiveTheSameRows(@TempDir Path folder) {
    var plain = new IdxSource(write(folder, "x", IMAGES), write(folder, "y", LABELS));
    var compressed =
        new IdxSource(write(folder, "x.gz", gzip(IMAGES)), write(folder, "y.gz", gzip(LABELS)));
    assertEquals(
        "None",
        JavaRDDComparisons.compareRDDWithOrder(
                Contents.of(plain.open(SPARK.context())),
                Contents.of(compressed.open(SPARK.context())))
            .toString());
  }

  @Test
  void oneFileMayBeCompressedAndTheOtherNot(@TempDir Path folder) {
    var source = new IdxSource(write(folder, "x.gz", gzip(IMAGES)), write(folder, "y", LABELS));
    assertEquals(ROWS, Contents.listOf(source.open(SPARK.context())));
  }

  @Test
  void rowsToScoreHaveNoLabels(@TempDir Path folder) {
    var source = new IdxSource(write(folder, "x", IMAGES), null);
    assertEquals(
        List.of("[0.0, 1.0] -> ", "[2.0, 3.0] -> ", "[254.0, 255.0] -> "),
        Contents.listOf(source.open(SPARK.context())));
  }

  @Test
  void twoDimensionsAreRowsOfVectors(@TempDir Path folder) {
    assertEquals(Shape.vector(6), shape(folder, 2, 6));
  }

  @Test
  void threeDimensionsAreImagesOfOneChannel(@TempDir Path folder) {
    assertEquals(Shape.image(2, 3, 1), shape(folder, 2, 2, 3));
  }

  @Test
  void fourDimensionsAreImagesWithTheirChannelsLast(@TempDir Path folder) {
    assertEquals(Shape.image(2, 1, 3), shape(folder, 2, 2, 1, 3));
  }

  @Test
  void featuresAreKeptAsBytes(@TempDir Path folder) {
    var source = new IdxSource(write(folder, "x", IMAGES), null);
    assertEquals(Storage.UINT8, source.open(SPARK.context()).storage());
  }

  @Test
  void featuresHaveNumbersForNames(@TempDir Path folder) {
    var source = new IdxSource(write(folder, "x", IMAGES), null);
    assertEquals("feature 1", source.open(SPARK.context()).columns().featureName(1));
  }

  private static Shape shape(Path folder, int... dimensions) {
    int size = 1;
    for (int dimension : dimensions) {
      size *= dimension;
    }
    String path = write(folder, "x", file(dimensions, counting(size)));
    return new IdxSource(path, null).open(SPARK.context()).shape();
  }
}
