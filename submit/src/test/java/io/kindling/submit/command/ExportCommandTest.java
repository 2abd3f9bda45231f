package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A model of columns of all kinds, as an ONNX file and back. */
final class ExportCommandTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String CONFIG =
      """
      seed: 3
      data:
        train: {format: csv, path: rows.csv, label: kind}
        validation: {split: 0.25}
        columns: {colour: one_hot, zip: {hash: {buckets: 10}}, sold: date}
        missing: indicator
        scale: standardize
      network:
        zips: {from: input, layers: [slice: {from: 2, to: 3}, embedding: {categories: 10, dimensions: 2}]}
        rest: {from: input, layers: [dense: {units: 4}, prelu]}
        head: {concat: [zips, rest], layers: [dense: {units: classes}]}
      loss: softmax_cross_entropy
      optimizer: {adam: {learning_rate: 0.1}}
      training: {epochs: 2, batch_size: 16, shards: 2}
      """;

  @TempDir private Path folder;
  private String model;

  @BeforeEach
  void train() throws IOException {
    Random random = new Random(1);
    List<String> rows = new ArrayList<>(List.of("time,urgent,zip,colour,sold,kind"));
    for (int i = 0; i < 80; i++) {
      rows.add(
          "%s,%s,%s,%s,%s,%s"
              .formatted(
                  random.nextInt(5) == 0 ? "NA" : 1_700_000_000 + random.nextInt(5000),
                  List.of("true", "FALSE", "True", "").get(random.nextInt(4)),
                  "zip" + random.nextInt(30),
                  List.of("red", "grün", "\"a, b\"", "").get(random.nextInt(4)),
                  "2025-0%s-1%s 10:15".formatted(1 + random.nextInt(9), random.nextInt(10)),
                  List.of("bad", "good", "so so").get(random.nextInt(3))));
    }
    Files.write(folder.resolve("rows.csv"), rows);
    Path config = Files.writeString(folder.resolve("run.yaml"), CONFIG);
    Outcome trained = Outcome.of("train", config.toString(), "--output", path("run"));
    assertEquals(0, trained.status(), trained::toString);
    model = path("run/model");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Outcome check(String... more) {
    Stream<String> usual =
        Stream.of("check", path("m.onnx"), "--model", model, "--data", path("rows.csv"));
    return Outcome.of(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void theFilePredictsWhatTheModelDoes() {
    Outcome exported = Outcome.of("export", model, "--format", "onnx", "--output", path("m.onnx"));
    assertEquals(List.of(), exported.err());
    assertEquals(
        List.of(
            "Note: column 'zip': ONNX has no such hash, so the input takes the number of the bucket, 0 to 9",
            "Note: column 'sold': ONNX reads no dates, so the input 'sold.year' takes the year as a number"),
        exported.out().subList(0, 2));
    assertEquals(
        path("m.onnx") + " takes 8 columns by their names and gives label and probabilities",
        exported.lastLine());

    Outcome checked = check();
    assertEquals(List.of(), checked.err());
    assertEquals(0, checked.status());
    Matcher told =
        Pattern.compile("80 rows compared, largest difference ([0-9.E-]+)(: .*)?")
            .matcher(checked.lastLine());
    assertTrue(told.matches(), checked::toString);
    assertTrue(Double.parseDouble(told.group(1)) <= 1e-5, checked::toString);

    assertTrue(check("--rows", "7").lastLine().startsWith("7 rows compared"));
  }

  @Test
  void aKryoThatTakesRegisteredClassesOnlyIsEnough() {
    Map<String, String> settings =
        Map.of(
            "spark.serializer",
            "org.apache.spark.serializer.KryoSerializer",
            "spark.kryo.registrationRequired",
            "true");
    Outcome.of("export", model, "--output", path("m.onnx"));
    settings.forEach(System::setProperty);
    try {
      Outcome checked = check();
      assertEquals(List.of(), checked.err());
      assertEquals(0, checked.status());
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void aFileOfOtherWeightsDiffersAtARow() throws IOException {
    Outcome other =
        Outcome.of(
            "train", path("run.yaml"), "--output", path("other"), "--set", "training.epochs=4");
    assertEquals(0, other.status(), other::toString);
    Outcome.of("export", path("other/model"), "--output", path("m.onnx"));
    Outcome checked = check();
    assertEquals(1, checked.status());
    assertEquals(1, checked.err().size(), checked::toString);
    assertTrue(
        checked
            .err()
            .get(0)
            .matches(
                "kindling: .*m\\.onnx: 80 rows compared, found .* in row \\d+, a difference of"
                    + " [0-9.E-]+, expected at most 1\\.0E-5"),
        checked::toString);
    assertEquals(0, check("--tolerance", "1").status());
  }

  @Test
  void aFileOfOtherColumnsIsRefused() throws IOException {
    Outcome other =
        Outcome.of(
            "train", path("run.yaml"), "--output", path("other"), "--set", "data.exclude=[time]");
    assertEquals(0, other.status(), other::toString);
    Outcome.of("export", path("other/model"), "--output", path("m.onnx"));
    Outcome checked = check();
    assertEquals(2, checked.status());
    assertEquals(
        "kindling: %s: found inputs colour, sold.day_of_week, sold.hour, sold.month, sold.year, urgent, zip, expected colour, sold.day_of_week, sold.hour, sold.month, sold.year, time, urgent, zip, as the model has"
            .formatted(path("m.onnx")),
        checked.err().get(0));
  }

  @Test
  void whatIsNoOnnxFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("m.onnx"), "no model");
    Outcome checked = check();
    assertEquals(2, checked.status());
    assertEquals(1, checked.err().size(), checked::toString);
    assertTrue(
        checked.err().get(0).endsWith("expected a model that onnxruntime can read"),
        checked::toString);
    Files.delete(folder.resolve("m.onnx"));
    assertEquals(
        List.of(
            "kindling: %s: found no such file, expected one that 'kindling export' made"
                .formatted(path("m.onnx"))),
        check().err());
  }

  @Test
  void aFileThatIsThereStaysAsItIs() throws IOException {
    Files.writeString(folder.resolve("m.onnx"), "mine");
    Outcome exported = Outcome.of("export", model, "--output", path("m.onnx"));
    assertEquals(2, exported.status());
    assertEquals(
        List.of(
            "kindling: %s: found something already there, expected a new file"
                .formatted(path("m.onnx"))),
        exported.err());
    assertEquals("mine", Files.readString(folder.resolve("m.onnx")));
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    Outcome.of("export", model, "--output", path("a.onnx"));
    Outcome.of("export", model, "--output", path("b.onnx"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.onnx")), Files.readAllBytes(folder.resolve("b.onnx")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("a.onnx", "b.onnx", "rows.csv", "run", "run.yaml"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void safetensorsHaveTheNamesOfPyTorch() throws IOException {
    Outcome exported =
        Outcome.of("export", model, "--format", "safetensors", "--output", path("m.safetensors"));
    assertEquals(List.of("Parameters in " + path("m.safetensors")), exported.out());
    String file =
        new String(
            Files.readAllBytes(folder.resolve("m.safetensors")), StandardCharsets.ISO_8859_1);
    Map<String, String> shapes = new LinkedHashMap<>();
    Pattern.compile("\"([\\w.]+)\":\\{\"dtype\":\"F32\",\"shape\":(\\[[\\d,]+\\])")
        .matcher(file)
        .results()
        .forEach(tensor -> shapes.put(tensor.group(1), tensor.group(2)));
    int inputs = ModelFiles.load(new Configuration(), model).spec().input().size();
    assertEquals(
        Map.of(
            "zips.1.weight", "[10,2]",
            "rest.0.weight", "[4,%s]".formatted(inputs),
            "rest.0.bias", "[4]",
            "rest.1.weight", "[4]",
            "head.0.weight", "[3,6]",
            "head.0.bias", "[3]"),
        shapes);
  }
}
