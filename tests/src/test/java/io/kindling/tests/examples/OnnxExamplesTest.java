package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import io.kindling.tests.data.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The models of all configs that come along, as ONNX files that onnxruntime computes. */
class OnnxExamplesTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path folder;

  /** Lines of JSON with words, truths, dates, vectors and missing numbers. */
  @ParameterizedTest
  @CsvSource("sample-data/fruit.yaml, fruit.jsonl, ''")
  void aModelIsTheSameInOnnx(String config, String data, String options) {
    Path file = Project.sampleData().resolveSibling(config);
    String model = folder.resolve("run/model").toString();
    String onnx = folder.resolve("model.onnx").toString();
    assertDone(
        CommandRun.of(
            "train",
            file.toString(),
            "--set",
            "training.epochs=2",
            "--output",
            folder.resolve("run").toString()));
    assertDone(CommandRun.of("export", model, "--output", onnx));
    List<String> check = new ArrayList<>(List.of("check", onnx, "--model", model));
    check.addAll(List.of("--data", file.resolveSibling(data).toString()));
    check.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ", -1)));
    CommandRun checked = CommandRun.of(check.toArray(String[]::new));
    assertDone(checked);
    Matcher told =
        Pattern.compile("rows compared, largest difference ([0-9.E-]+)").matcher(checked.out());
    assertTrue(told.find(), checked.out());
    assertTrue(Double.parseDouble(told.group(1)) <= TOLERANCE, checked.out());
  }

  @ParameterizedTest
  @Tag("matrix") // other data, through the same nodes
  @CsvSource({
    "examples/and.yaml, and.csv, ''",
    "examples/or.yaml, or.csv, ''",
    "examples/xor-product.yaml, xor-product.csv, ''",
    "examples/spirals.yaml, spirals.csv, ''",
    "examples/bars.yaml, bars.csv, ''",
    "examples/dots.yaml, dots.csv, ''",
    "examples/rings.yaml, rings-images-idx3-ubyte, ''",
    "sample-data/digits.yaml, digits-validation-images-idx3-ubyte.gz, ''",
    "sample-data/digits-linear.yaml, digits-validation-images-idx3-ubyte.gz, ''",
    "sample-data/xor.yaml, xor.csv, ''",
    "sample-data/shapes.yaml, shapes, --format images --format-option height=12"
        + " --format-option width=12 --format-option channels=1"
  })
  void anotherModelIsTheSameInOnnx(String config, String data, String options) {
    aModelIsTheSameInOnnx(config, data, options);
  }

  private static void assertDone(CommandRun run) {
    assertEquals(0, run.status(), run.err());
  }
}
