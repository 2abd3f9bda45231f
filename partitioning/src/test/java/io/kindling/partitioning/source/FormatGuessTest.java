package io.kindling.partitioning.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.testing.IdxWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats are told by endings, by first bytes, and by what lies beside. */
class FormatGuessTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.csv, csv",
    "a.TSV, csv",
    "a.json, json",
    "a.jsonl.gz, json",
    "a.ndjson, json",
    "a.parquet, parquet",
    "a.snappy.orc, orc",
    "a.svm.bz2, libsvm",
    "a.libsvm, libsvm"
  })
  void anEndingTellsTheFormat(String name, String format) throws IOException {
    Files.writeString(folder.resolve(name), "anything");
    assertEquals(format, seen(name).format());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PAR1x|parquet",
        "ORCx|orc",
        "{\"x\": 1}|json",
        "+1 3:1 11:0.5|libsvm",
        "1,2 qid:3 1:1 # rest|libsvm",
        "# made by hand / /-1 4:1e-3|libsvm",
        "x,label/1,2|csv",
        "10:15,3|csv",
        "1 2 3|csv"
      })
  void elseTheStartTells(String text, String format) throws IOException {
    Files.writeString(
        folder.resolve("a.data"), text.replace('/', '\n'), StandardCharsets.ISO_8859_1);
    assertEquals(format, seen("a.data").format());
    assertEquals(Map.of("path", at("a.data")), seen("a.data").train());
  }

  @Test
  void linesOfLibsvmTellMoreThanTheEndingOfCsv() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "-1 1:0.5 3:2\n");
    assertEquals("libsvm", seen("a.csv").format());
  }

  @Test
  void labelsBesideAFileOfIdxAreFound() {
    idx("x-images-idx3-ubyte", 2, 2, 2);
    assertEquals(
        new FormatGuess.Seen("idx", Map.of("features", at("x-images-idx3-ubyte")), Map.of()),
        seen("x-images-idx3-ubyte"));
    idx("x-labels-idx1-ubyte", 2);
    assertEquals(
        Map.of("features", at("x-images-idx3-ubyte"), "labels", at("x-labels-idx1-ubyte")),
        seen("x-images-idx3-ubyte").train());
    assertEquals(seen("x-images-idx3-ubyte"), seen(""));
  }

  @Test
  void ofTwoPairsTheOtherOneValidates() {
    idx("train-images", 2, 2, 2);
    idx("train-labels", 2);
    idx("t10k-images", 2, 2, 2);
    idx("t10k-labels", 2);
    assertEquals(
        Map.of("features", at("train-images"), "labels", at("train-labels")), seen("").train());
    assertEquals(
        Map.of("features", at("t10k-images"), "labels", at("t10k-labels")), seen("").validation());
    idx("more-images", 2, 2, 2);
    idx("more-labels", 2);
    assertEquals(
        folder
            + ": found 3 pairs of IDX files with names such as train-images-… and train-labels-…,"
            + " expected one pair, or one of train-… and one to validate on, such as t10k-…",
        refusal(""));
  }

  @Test
  void filesOfIdxThatAreNoPairsAreRefused() {
    idx("a-ubyte", 2, 2, 2);
    idx("b-ubyte", 2);
    assertEquals(
        folder
            + ": found 0 pairs of IDX files with names such as train-images-… and train-labels-…,"
            + " expected a file of features; --labels names that of its labels",
        refusal(""));
  }

  @Test
  void imagesAreTakenInTheSizeOfTheFirst() throws IOException {
    image("in/a/1.PNG", BufferedImage.TYPE_INT_RGB, 4, 3);
    image("in/b/2.png", BufferedImage.TYPE_BYTE_GRAY, 9, 9);
    Files.writeString(folder.resolve("in/Thumbs.db"), "");
    assertEquals(
        new FormatGuess.Seen(
            "images",
            Map.of("path", at("in"), "height", "3", "width", "4", "channels", "3"),
            Map.of()),
        seen("in"));
  }

  @Test
  void largeImagesAreMadeSmaller() throws IOException {
    image("in/1.png", BufferedImage.TYPE_BYTE_GRAY, 256, 100);
    assertEquals(
        Map.of("path", at("in"), "height", "25", "width", "64", "channels", "1"),
        seen("in").train());
  }

  @Test
  void imagesBesideATableAreNotTheData() throws IOException {
    image("in/pictures/1.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2);
    Files.writeString(folder.resolve("in/rows.csv"), "x,label\n1,2\n");
    assertEquals("csv", seen("in").format());
  }

  @Test
  void aPictureBesideATableIsNotTheData() throws IOException {
    image("in/plot.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2);
    Files.writeString(folder.resolve("in/rows.csv"), "x,label\n1,2\n");
    assertEquals("csv", seen("in").format());
    image("in/1.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2);
    assertEquals("images", seen("in").format());
  }

  @Test
  void aTextForPeopleDoesNotTellTheFormat() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/LICENSE"), "anyone may");
    Files.writeString(folder.resolve("in/README.md"), "# Rows");
    Files.writeString(folder.resolve("in/a.data"), "1 3:0.5\n");
    assertEquals("libsvm", seen("in").format());
    Files.writeString(folder.resolve("in/rows.jsonl"), "{}");
    assertEquals("json", seen("in").format());
  }

  @Test
  void foldersOfPartsAreTrainedAndValidatedOn() throws IOException {
    image("in/Train/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2);
    image("in/test/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 2, 2);
    image("in/val/a/1.png", BufferedImage.TYPE_BYTE_GRAY, 3, 3);
    assertEquals(at("in/Train"), seen("in").train().get("path"));
    assertEquals(at("in/val"), seen("in").validation().get("path"));
  }

  @Test
  void aSingleImageIsNoData() throws IOException {
    image("1.jpg", BufferedImage.TYPE_INT_RGB, 2, 2);
    assertEquals(
        at("1.jpg") + ": found a single image, expected the folder of all images",
        refusal("1.jpg"));
  }

  private FormatGuess.Seen seen(String name) {
    return FormatGuess.of(HADOOP, at(name));
  }

  private String refusal(String name) {
    return String.valueOf(assertThrows(InvalidInputException.class, () -> seen(name)).getMessage());
  }

  private String at(String name) {
    return name.isEmpty() ? folder.toString() : folder.resolve(name).toString();
  }

  private void idx(String name, int... dimensions) {
    int size = 1;
    for (int dimension : dimensions) {
      size *= dimension;
    }
    IdxWriter.write(folder, name, IdxWriter.file(dimensions, IdxWriter.counting(size)));
  }

  private void image(String name, int type, int width, int height) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    String format = name.endsWith("jpg") ? "jpg" : "png";
    ImageIO.write(new BufferedImage(width, height, type), format, file.toFile());
  }
}
