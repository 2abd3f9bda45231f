package io.kindling.partitioning.source.idx;

import static io.kindling.partitioning.testing.IdxWriter.GZIP_PREFIX;
import static io.kindling.partitioning.testing.IdxWriter.counting;
import static io.kindling.partitioning.testing.IdxWriter.file;
import static io.kindling.partitioning.testing.IdxWriter.gzip;
import static io.kindling.partitioning.testing.IdxWriter.join;
import static io.kindling.partitioning.testing.IdxWriter.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong when the rows are scanned. */
class IdxDataErrorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final byte[] IMAGES = file(new int[] {4, 2, 3}, counting(24));
  private static final byte[] LABELS = file(new int[] {4}, new byte[] {0, 1, 2, 0});
  private static final int IMAGES_HEADER = 16;
  private static final int LABELS_HEADER = 8;
  private static final String IMAGES_DECLARED = "4 rows of 6 bytes, as its header says";
  private static final String LABELS_DECLARED = "4 rows of 1 bytes, as its header says";

  @Test
  void truncatedFeaturesAreRefusedAtTheFirstRowThatIsNotWhole(@TempDir Path folder) {
    String path = write(folder, "x", Arrays.copyOf(IMAGES, IMAGES_HEADER + 2 * 6 + 5));
    assertEquals(
        path + ", row 2: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void featuresThatEndBetweenTwoRowsAreRefused(@TempDir Path folder) {
    String path = write(folder, "x", Arrays.copyOf(IMAGES, IMAGES_HEADER + 3 * 6));
    assertEquals(
        path + ", row 3: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void featuresThatEndWithTheHeaderAreRefused(@TempDir Path folder) {
    String path = write(folder, "x", Arrays.copyOf(IMAGES, IMAGES_HEADER));
    assertEquals(
        path + ", row 0: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void truncatedLabelsAreRefused(@TempDir Path folder) {
    String labels = write(folder, "y", Arrays.copyOf(LABELS, LABELS_HEADER + 1));
    assertEquals(
        labels + ", row 1: found the end of the file, expected " + LABELS_DECLARED,
        errorOf(write(folder, "x", IMAGES), labels));
  }

  @Test
  void aCompressedFileOfTruncatedFeaturesIsRefused(@TempDir Path folder) {
    String path = write(folder, "x.gz", gzip(Arrays.copyOf(IMAGES, IMAGES_HEADER + 6 + 1)));
    assertEquals(
        path + ", row 1: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void compressedFeaturesThatAreCutOffAreRefused(@TempDir Path folder) {
    int cut = GZIP_PREFIX + IMAGES_HEADER + 2 * 6 + 1;
    String path = write(folder, "x.gz", Arrays.copyOf(gzip(IMAGES), cut));
    assertEquals(
        path + ", row 2: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void compressedLabelsThatAreCutOffAreRefused(@TempDir Path folder) {
    int cut = GZIP_PREFIX + LABELS_HEADER + 3;
    String labels = write(folder, "y.gz", Arrays.copyOf(gzip(LABELS), cut));
    assertEquals(
        labels + ", row 3: found the end of the file, expected " + LABELS_DECLARED,
        errorOf(write(folder, "x", IMAGES), labels));
  }

  /** The third of four tasks would begin 2³⁵ / 4 bytes behind the header. */
  @Test
  @Timeout(60)
  void aCompressedFileThatIsFarShorterThanItsHeaderSaysIsRefused(@TempDir Path folder) {
    byte[] head = file(new int[] {1 << 20, 1 << 14}, new byte[0]);
    String path = write(folder, "x.gz", gzip(head));
    assertEquals(
        path
            + ", row 0: found the end of the file, expected 1048576 rows of 16384 bytes, as its"
            + " header says",
        errorOf(path, null));
  }

  @Test
  void aRowLongerThanTheFileIsRefusedBeforeRoomIsMade(@TempDir Path folder) {
    String path = write(folder, "x", file(new int[] {1, 1 << 15, 1 << 15}, new byte[8]));
    assertEquals(
        path
            + ": found 24 bytes, expected 1 rows of 1073741824 bytes, as its header says, of which"
            + " they hold not one",
        assertThrows(InvalidInputException.class, () -> errorOf(path, null)).getMessage());
  }

  @Test
  void aCompressedFileWhoseChecksumIsCutOffIsRefused(@TempDir Path folder) {
    byte[] whole = gzip(IMAGES);
    String path = write(folder, "x.gz", Arrays.copyOf(whole, whole.length - 5));
    assertEquals(
        path + ", row 4: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void moreFeaturesThanTheHeaderSaysAreRefused(@TempDir Path folder) {
    String path = write(folder, "x", join(IMAGES, new byte[1]));
    assertEquals(
        path + ", row 4: found more bytes, expected the end after " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void moreLabelsThanTheHeaderSaysAreRefused(@TempDir Path folder) {
    String labels = write(folder, "y", join(LABELS, new byte[1]));
    assertEquals(
        labels + ", row 4: found more bytes, expected the end after " + LABELS_DECLARED,
        errorOf(write(folder, "x", IMAGES), labels));
  }

  @Test
  void moreCompressedFeaturesThanTheHeaderSaysAreRefused(@TempDir Path folder) {
    String path = write(folder, "x.gz", gzip(join(IMAGES, counting(6))));
    assertEquals(
        path + ", row 4: found more bytes, expected the end after " + IMAGES_DECLARED,
        errorOf(path, null));
  }

  @Test
  void truncatedFeaturesOfLabelsAreNamedByTheirOwnFile(@TempDir Path folder) {
    String path = write(folder, "x", Arrays.copyOf(IMAGES, IMAGES_HEADER + 2 * 6 + 5));
    assertEquals(
        path + ", row 2: found the end of the file, expected " + IMAGES_DECLARED,
        errorOf(path, write(folder, "y", LABELS)));
  }

  @Test
  void aFileOfNoRowsIsOneOfNoBlocks(@TempDir Path folder) {
    String path = write(folder, "x", file(new int[] {0, 2, 3}, new byte[0]));
    var table = new IdxSource(path, null).open(SPARK.context(), CellRules.NONE);
    assertEquals(List.of(), Cells.blocks(table));
  }

  private static String errorOf(String features, @Nullable String labels) {
    return Cells.error(new IdxSource(features, labels).open(SPARK.context(), CellRules.NONE));
  }
}
