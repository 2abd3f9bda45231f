package io.kindling.partitioning.source.idx;

import static io.kindling.partitioning.testing.IdxWriter.counting;
import static io.kindling.partitioning.testing.IdxWriter.file;
import static io.kindling.partitioning.testing.IdxWriter.gzip;
import static io.kindling.partitioning.testing.IdxWriter.header;
import static io.kindling.partitioning.testing.IdxWriter.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong before any row is read. */
class IdxHeaderErrorTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final byte[] IMAGES = file(new int[] {4, 2, 3}, counting(24));

  @Test
  void aMissingFeaturesFileIsNamed(@TempDir Path folder) {
    String path = folder.resolve("missing").toString();
    assertEquals(
        path + ": found no such file, expected a file, a folder of files or a glob",
        errorOf(path, null));
  }

  @Test
  void aMissingLabelsFileIsNamed(@TempDir Path folder) {
    String path = folder.resolve("missing").toString();
    assertEquals(
        path + ": found no such file, expected a file, a folder of files or a glob",
        errorOf(write(folder, "x", IMAGES), path));
  }

  @Test
  void aWrongMagicNumberIsShown(@TempDir Path folder) {
    String path = write(folder, "x", header(0x89504e47, 1, 2, 3));
    assertEquals(
        path + ": found magic number 0x89504e47, expected 0x000008nn, an IDX file of bytes",
        errorOf(path, null));
  }

  @Test
  void anIdxFileOfFloatsIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", header(0x0d02, 1, 2));
    assertEquals(
        path + ": found magic number 0x00000d02, expected 0x000008nn, an IDX file of bytes",
        errorOf(path, null));
  }

  @Test
  void aFileWithoutDimensionsIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", header(0x0800));
    assertEquals(
        path + ": found magic number 0x00000800, expected 0x000008nn, an IDX file of bytes",
        errorOf(path, null));
  }

  @Test
  void aCompressedFileWithoutItsEndingIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", gzip(IMAGES));
    assertEquals(
        path + ": found magic number 0x1f8b0800, expected 0x000008nn, an IDX file of bytes",
        errorOf(path, null));
  }

  @Test
  void aPlainFileWithTheEndingOfACompressedOneIsRefusedInOneLine(@TempDir Path folder) {
    String path = write(folder, "x.gz", IMAGES);
    String message = errorOf(path, null);
    assertTrue(message.startsWith(path + ": found ") && !message.contains("\n"), message);
  }

  @Test
  void aTruncatedHeaderIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", Arrays.copyOf(IMAGES, 11));
    assertEquals(
        path + ": found the end of the file in its header, expected an IDX file",
        errorOf(path, null));
  }

  @Test
  void anEmptyFileIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", new byte[0]);
    assertEquals(
        path + ": found the end of the file in its header, expected an IDX file",
        errorOf(path, null));
  }

  @Test
  void aTruncatedHeaderOfACompressedFileIsRefused(@TempDir Path folder) {
    String path = write(folder, "x.gz", gzip(Arrays.copyOf(IMAGES, 11)));
    assertEquals(
        path + ": found the end of the file in its header, expected an IDX file",
        errorOf(path, null));
  }

  @Test
  void anEmptyCompressedFileIsRefused(@TempDir Path folder) {
    String path = write(folder, "x.gz", new byte[0]);
    assertEquals(
        path + ": found the end of the file in its header, expected an IDX file",
        errorOf(path, null));
  }

  @Test
  void featuresOfOneDimensionAreRefused(@TempDir Path folder) {
    String path = write(folder, "x", file(new int[] {4}, counting(4)));
    assertEquals(
        path
            + ": found 1 dimensions, expected 2 to 4: rows, then a length, height and width, or"
            + " height, width and channels",
        errorOf(path, null));
  }

  @Test
  void featuresOfFiveDimensionsAreRefused(@TempDir Path folder) {
    String path = write(folder, "x", file(new int[] {1, 1, 1, 1, 1}, counting(1)));
    assertEquals(
        path
            + ": found 5 dimensions, expected 2 to 4: rows, then a length, height and width, or"
            + " height, width and channels",
        errorOf(path, null));
  }

  @Test
  void aDimensionOfZeroIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", header(0x0803, 4, 0, 3));
    assertEquals(path + ": A dimension must be at least 1, got 0", errorOf(path, null));
  }

  @Test
  void aDimensionThatNoIntHoldsIsRefused(@TempDir Path folder) {
    String path = write(folder, "x", header(0x0803, 4, -2, 3));
    assertEquals(
        path + ": found a dimension of 4294967294, expected one below 2^31", errorOf(path, null));
  }

  @Test
  void rowsThatNoArrayHoldsAreRefused(@TempDir Path folder) {
    String path = write(folder, "x", header(0x0803, 4, 1 << 16, 1 << 15));
    assertEquals(
        path + ": A shape must have fewer than 2^31 values, got [65536, 32768, 1]",
        errorOf(path, null));
  }

  @Test
  void labelsOfTwoDimensionsAreRefused(@TempDir Path folder) {
    String labels = write(folder, "y", file(new int[] {4, 1}, counting(4)));
    assertEquals(
        labels + ": found 2 dimensions, expected 1, a label for each row",
        errorOf(write(folder, "x", IMAGES), labels));
  }

  @Test
  void countsThatDifferAreRefused(@TempDir Path folder) {
    String features = write(folder, "x", IMAGES);
    String labels = write(folder, "y", file(new int[] {5}, counting(5)));
    assertEquals(
        labels + ": found 5 labels, expected 4, one for each row of " + features,
        errorOf(features, labels));
  }

  private static String errorOf(String features, @Nullable String labels) {
    var source = new IdxSource(features, labels);
    var error =
        assertThrows(
            InvalidInputException.class, () -> source.open(SPARK.context(), CellRules.NONE));
    return String.valueOf(error.getMessage());
  }
}
