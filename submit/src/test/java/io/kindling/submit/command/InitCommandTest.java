package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.InitRun;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Config files written from what is seen in data, and trained on as they are. */
final class InitCommandTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final int ROWS = 60;

  @TempDir private Path folder;

  @Test
  void whatIsWrittenDeclaresWhatIsSeenAndCanBeTrainedOn() throws IOException {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("id;size in \"cm\";colour: name;sold;same;fruit\n");
    for (int i = 0; i < ROWS; i++) {
      boolean pear = i % 2 == 0;
      rows.append(i + 1).append(';');
      rows.append(i == 7 ? "" : String.valueOf(random.nextInt(5) + (pear ? 4 : 0))).append(';');
      rows.append(List.of("red", "green", "blue").get(random.nextInt(3))).append(';');
      rows.append(random.nextBoolean()).append(";1;").append(pear ? "pear" : "plum").append('\n');
    }
    Path data = Files.writeString(folder.resolve("fruits, all.csv"), rows);
    Path config = folder.resolve("fruits.yaml");
    Outcome written = Outcome.of("init", data.toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    assertEquals(
        "Config in %s; train on it with: kindling train %s".formatted(config, config),
        written.lastLine());
    String text = Files.readString(config);
    assertEquals(
        List.of(
            "  train: {path: 'fruits, all.csv', label: fruit}",
            "    id: ignore    # 1 … 60, numbers the rows",
            "    size in \"cm\": numeric    # 0 … 8, 1 missing",
            "    'colour: name': one_hot    # 3: blue, green, red",
            "    sold: bool    # 2: false, true",
            "    same: ignore    # 1 … 1, the same in every row",
            "  missing: mean          # of the training rows, for numbers that are missing",
            "  - dense: {units: classes}    # 2: pear, plum",
            "loss: softmax_cross_entropy"),
        text.lines()
            .filter(line -> line.matches("    .*|.*train: .*|.*missing: .*|.*classes.*|loss.*"))
            .toList(),
        text);
    String run = folder.resolve("run").toString();
    Outcome trained = Outcome.of("train", config.toString(), "--output", run);
    assertEquals(List.of(), trained.err());
    assertEquals(0, trained.status());
  }

  @Test
  void aRegressionIsSeenByItsNumbers() throws IOException {
    StringBuilder rows = new StringBuilder("price,x\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(1000 + 3.5 * i).append(',').append(i * i).append('\n');
    }
    Path data = Files.writeString(folder.resolve("prices.csv"), rows);
    Path config = folder.resolve("prices.yaml");
    String[] init = {"init", data.toString(), "--label", "price", "--output", config.toString()};
    assertEquals(List.of(), Outcome.of(init).err());
    String text = Files.readString(config);
    assertTrue(text.contains("\nloss: squared_error\n"), text);
    assertTrue(text.contains("\n  label_scale: standardize"), text);
    Outcome plan = Outcome.of("train", config.toString(), "--dry-run");
    assertEquals(List.of(), plan.err());
    assertEquals("Nothing is trained, since this is a dry run", plan.lastLine());
    assertEquals(
        List.of(
            "kindling: "
                + config
                + ": found something already there, expected a new file; --output names another"),
        Outcome.of(init).err());
  }

  @Test
  void columnsThatFoldersMakeAreFeaturesUnlessTheyAreCalledLabels() throws IOException {
    String rows = "x,kind\n1,a\n2,b\n3,a\n5,b\n";
    for (int year = 2024; year < 2026; year++) {
      Path part = Files.createDirectories(folder.resolve("years/year=" + year));
      Files.writeString(part.resolve("part-0.csv"), rows);
      Path labelled = Files.createDirectories(folder.resolve("labels/label=" + year));
      Files.writeString(labelled.resolve("part-0.csv"), rows);
    }
    for (String name : List.of("years", "labels")) {
      Path config = folder.resolve(name + ".yaml");
      String data = folder.resolve(name).toString();
      assertEquals(List.of(), Outcome.of("init", data, "--output", config.toString()).err());
      String label = name.equals("years") ? "kind" : "label";
      String text = Files.readString(config);
      assertTrue(text.contains("train: {path: %s, label: %s}".formatted(name, label)), text);
    }
  }

  @Test
  void rowsWithoutALabelDoNotCountForTheBatch() throws IOException {
    StringBuilder rows = new StringBuilder("x,~\n");
    for (int i = 0; i < 30; i++) {
      rows.append(i * i % 11).append(',').append(List.of("a", "b", "").get(i % 3)).append('\n');
    }
    String text = init().written("gaps.csv", rows.toString());
    assertTrue(text.contains("label: '~'}"), text);
    Outcome outcome = init().trained();
    assertEquals(List.of(), outcome.err());
  }

  @Test
  void rowsThatAreTooWideForHiddenUnitsGetALinearNetwork() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 3 == 0 ? "1 " : "0 ").append(1 + i % 3).append(":1 3000000:1\n");
    }
    String text = init().written("wide.svm", rows.toString());
    assertTrue(text.contains("network:\n  - dense: {units: classes}"), text);
    assertEquals(List.of(), init().trained().err());
  }

  @Test
  void whyNoColumnIsOfUseIsSaid() throws IOException {
    Path data = Files.writeString(folder.resolve("a.csv"), "x,z,kind\n1,1,1\n2,1,2\nbig,1,1\n");
    assertEquals(
        "kindling: %s: found no column that tells rows apart besides the labels (x: 'big' among"
                .formatted(data)
            + " numbers at %s:4; one_hot takes texts, data.missing_values names those for"
                .formatted(data)
            + " nothing; z: 1 … 1, the same in every row), expected at least 1",
        init().refused(data));
  }

  @Test
  void aFolderOfImagesIsDeclaredByItsSize() throws IOException {
    for (int i = 0; i < 24; i++) {
      String part = i % 4 == 3 ? "test" : "train";
      image("pets/%s/%s/%s.png".formatted(part, i % 2 == 0 ? "cat" : "dog", i), i);
    }
    Path config = folder.resolve("config.yaml");
    Outcome written =
        Outcome.of("init", folder.resolve("pets").toString(), "--output", config.toString());
    assertEquals(List.of(), written.err());
    String text = Files.readString(config);
    String size = "height: 5, width: 6, channels: 1, label: label}";
    assertTrue(text.contains("  train: {format: images, path: pets/train, " + size), text);
    assertTrue(text.contains("  validation: {format: images, path: pets/test, " + size), text);
    assertTrue(text.contains("\n  scale: unit "), text);
    assertEquals(List.of(), init().trained().err());
    String model = folder.resolve("run/model").toString();
    Outcome measured =
        Outcome.of("evaluate", model, "--data", folder.resolve("pets/test").toString());
    assertEquals(List.of(), measured.err());
    assertEquals(
        List.of(
            "kindling: %1$s: found rows to train on and others to validate on, expected one or the"
                    .formatted(folder.resolve("pets"))
                + " other: %1$s/train or %1$s/test".formatted(folder.resolve("pets"))),
        Outcome.of("evaluate", model, "--data", folder.resolve("pets").toString()).err());
  }

  @Test
  void aFolderOfIdxFilesIsDeclaredByItsPairs() throws IOException {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    idx(digits.resolve("train-images-idx3-ubyte"), 24, 2, 3);
    idx(digits.resolve("train-labels-idx1-ubyte"), 24);
    idx(digits.resolve("t10k-images-idx3-ubyte"), 12, 2, 3);
    idx(digits.resolve("t10k-labels-idx1-ubyte"), 12);
    Path config = folder.resolve("config.yaml");
    assertEquals(
        List.of(), Outcome.of("init", digits.toString(), "--output", config.toString()).err());
    String text = Files.readString(config);
    assertTrue(
        text.contains(
            "  validation: {format: idx, features: digits/t10k-images-idx3-ubyte, labels:"
                + " digits/t10k-labels-idx1-ubyte, label: label}"),
        text);
    assertEquals(List.of(), init().trained().err());
    String images = digits.resolve("t10k-images-idx3-ubyte").toString();
    String model = folder.resolve("run/model").toString();
    assertEquals(List.of(), Outcome.of("evaluate", model, "--data", images).err());
  }

  private static void idx(Path file, int... dimensions) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    bytes.putInt(0x0800 | dimensions.length);
    int size = 1;
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
      size *= dimension;
    }
    for (int i = 0; i < size; i++) {
      bytes.put((byte) (i % 3));
    }
    Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private void image(String name, int seed) throws IOException {
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(seed % 6, seed % 5, 0, 200);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private InitRun init() {
    return new InitRun(folder);
  }
}
