package io.kindling.partitioning.source.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.testing.Cells;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.predictor.table.CellRules;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;

  @Test
  void imagesComeInTheOrderOfTheirPathsWithTheirFoldersForLabels() throws IOException {
    write("b/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0x010203);
    write("a/2.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0xff8000);
    write("a/10.bmp", BufferedImage.TYPE_INT_RGB, 1, 1, 0x040506);
    Files.writeString(folder.resolve("_SUCCESS"), "");
    RawTable table = open(1, 1, 3);
    assertEquals(List.of("features BYTES 1×1×3", "label TEXT 1"), Cells.columns(table));
    assertEquals(List.of("[4 5 6], a", "[255 128 0], a", "[1 2 3], b"), Cells.rows(table));
    assertEquals(folder + "/b/1.png", Cells.places(table).get(2));
  }

  @Test
  void imagesInTheFolderItselfHaveNoLabel() throws IOException {
    write("1.png", BufferedImage.TYPE_INT_RGB, 2, 1, 0x010203);
    assertEquals(List.of("[1 2 3 1 2 3]"), Cells.rows(open(1, 2, 3)));
  }

  @Test
  void imagesOneFolderTooDeepOrTooFlatForLabelsAreTold() throws IOException {
    CellRules labelled = CellRules.NONE.withLabels(List.of("label"));
    write("set/a/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    write("set/b/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    assertEquals(
        folder
            + ": found one folder, 'set', for a label, with others within, expected folders named"
            + " by labels, as in "
            + folder
            + "/set",
        errorOf(folder, labelled));
    assertEquals(2, Cells.rows(open(1, 1, 3)).size());
    assertEquals(
        folder.resolve("set/a")
            + ": found images without labels, expected folders of images, which are named by their"
            + " labels",
        errorOf(folder.resolve("set/a"), labelled));
    assertEquals(
        folder + "/set", ImageGuess.of(new Configuration(), folder.toString()).get(0).get("path"));
    assertEquals(
        folder + "/set", ImageGuess.of(new Configuration(), folder + "/set").get(0).get("path"));
  }

  private static String errorOf(Path path, CellRules rules) {
    var error =
        assertThrows(
            InvalidInputException.class,
            () -> new ImageSource(path.toString(), 1, 1, 3).open(SPARK.context(), rules));
    return String.valueOf(error.getMessage());
  }

  @Test
  void greyIsKeptAsItIsStored() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 100);
    image.getRaster().setSample(1, 0, 0, 7);
    ImageIO.write(image, "png", folder.resolve("x.png").toFile());
    assertEquals(List.of("[100 7]"), Cells.rows(open(1, 2, 1)));
    assertEquals(List.of("[100 100 100 7 7 7]"), Cells.rows(open(1, 2, 3)));
  }

  @Test
  void coloursBecomeGreyByTheirLuma() throws IOException {
    write("x.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0xff0000);
    assertEquals(List.of("[76]"), Cells.rows(open(1, 1, 1)));
  }

  @Test
  void largerImagesBecomeMeansOfTheirPixels() throws IOException {
    var image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 4; x++) {
      image.getRaster().setSample(x, 0, 0, 40 * x);
    }
    ImageIO.write(image, "png", folder.resolve("x.png").toFile());
    // Weights 3, 3, 1 of 0, 40, 80, and the same from the other side.
    assertEquals(List.of("[29 91]"), Cells.rows(open(1, 2, 1)));
  }

  @Test
  void smallerImagesAreDrawnOut() throws IOException {
    var image = new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 1, 0, 100);
    ImageIO.write(image, "png", folder.resolve("x.png").toFile());
    assertEquals(List.of("[0 25 75 100]"), Cells.rows(open(4, 1, 1)));
  }

  @Test
  void aFileThatIsNoImageIsNamed() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "some text");
    assertEquals(
        folder + "/notes.txt: found no image, expected an image of PNG, JPEG, GIF or BMP",
        Cells.error(open(1, 1, 3)));
  }

  /** Decoded, it would be 3 GiB. */
  @Test
  void anImageThatSaysItIsHugeIsRefusedBeforeRoomIsMade() throws IOException {
    write("x.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    byte[] bytes = Files.readAllBytes(folder.resolve("x.png"));
    ByteBuffer.wrap(bytes).putInt(16, 30_000).putInt(20, 30_000); // where the header has its size
    Files.write(folder.resolve("x.png"), bytes);
    assertEquals(
        "%s/x.png: found an image of 30000×30000 pixels in %s bytes, expected at most 65535 a side,"
                .formatted(folder, bytes.length)
            + " and %s in so many bytes".formatted(8256 * bytes.length),
        Cells.error(open(1, 1, 3)));
  }

  @Test
  void aDamagedImageIsNamedInOneLine() throws IOException {
    write("x.png", BufferedImage.TYPE_INT_RGB, 9, 9, 0x010203);
    byte[] bytes = Files.readAllBytes(folder.resolve("x.png"));
    Files.write(folder.resolve("x.png"), Arrays.copyOf(bytes, bytes.length / 2));
    String error = Cells.error(open(1, 1, 3));
    assertTrue(error.startsWith(folder + "/x.png: found an image that cannot be decoded ("), error);
    assertEquals(1, error.lines().count());
  }

  @Test
  void imagesBesideFoldersAreNamed() throws IOException {
    write("a/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    write("2.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    var error = assertThrows(InvalidInputException.class, () -> open(1, 1, 3));
    assertEquals(
        folder
            + "/2.png: found a file beside folders, expected all images in folders named by their"
            + " label, or none",
        error.getMessage());
  }

  @Test
  void filesThatAreNotNamedAsImagesAreLeftOutBesideThoseThatAre() throws IOException {
    write("a/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0x010203);
    Files.writeString(folder.resolve("a/Thumbs.db"), "some bytes");
    Files.writeString(folder.resolve("notes.txt"), "some text");
    assertEquals(List.of("[1 2 3], a"), Cells.rows(open(1, 1, 3)));
    Files.writeString(folder.resolve("a/2.webp"), "RIFF");
    assertEquals(
        folder + "/a/2.webp: found no image, expected an image of PNG, JPEG, GIF or BMP",
        Cells.error(open(1, 1, 3)));
  }

  @Test
  void foldersOfPartsAreNoLabels() throws IOException {
    write("train/a/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    write("test/a/1.png", BufferedImage.TYPE_INT_RGB, 1, 1, 0);
    var error = assertThrows(InvalidInputException.class, () -> open(1, 1, 3));
    assertEquals(
        "%1$s: found folders of rows to train on and to validate on, expected one of them:"
                .formatted(folder)
            + " %1$s/train or %1$s/test".formatted(folder),
        error.getMessage());
  }

  private void write(String name, int type, int width, int height, int rgb) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ImageIO.write(image, name.substring(name.length() - 3), file.toFile());
  }

  private RawTable open(int height, int width, int channels) {
    return new ImageSource(folder.toString(), height, width, channels)
        .open(SPARK.context(), CellRules.NONE);
  }
}
