package io.kindling.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that draw, run as their readers run them. */
@Tag("matrix")
class ExamplePicturesTest {
  @TempDir private Path folder;

  @Test
  void depthKeepsTheVarianceOnlyWithTheFittingStart() throws Exception {
    String output = draw("DepthVariances");

    assertRatio(output, "tanh, Glorot", 0.5, 2);
    assertRatio(output, "ReLU, He", 0.5, 2);
    assertRatio(output, "ReLU, Glorot", 0, 0.1);
    assertRatio(output, "tanh, σ = 0.01", 0, 0.1);
    assertRatio(output, "ReLU, σ = 0.01", 0, 0.1);
    assertRatio(output, "ReLU, σ = 0.2", 10, Double.POSITIVE_INFINITY);
  }

  @Test
  void everyOptimizerGetsDownTheValley() throws Exception {
    String output = draw("OptimizerPaths");

    for (String optimizer : List.of("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")) {
      Matcher end =
          Pattern.compile("^" + optimizer + " +ends at height (\\S+)$", Pattern.MULTILINE)
              .matcher(output);
      assertTrue(end.find(), optimizer);
      assertTrue(Double.parseDouble(end.group(1)) < 0.01, end.group());
    }
  }

  private static void assertRatio(String output, String name, double least, double most) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " +(\\S+) → +(\\S+)$", Pattern.MULTILINE)
            .matcher(output);
    assertTrue(line.find(), () -> name + " in " + output);
    double ratio = Double.parseDouble(line.group(2)) / Double.parseDouble(line.group(1));
    assertTrue(ratio >= least && ratio <= most, line.group());
  }

  /** Runs an example in an empty folder, looks at its picture, and returns what it printed. */
  private String draw(String example) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path picture = folder.resolve("picture.svg");
    Process process =
        new ProcessBuilder(
                Project.root().resolve("examples/draw").toString(), example, picture.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still running");
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), printed);
    assertTrue(Files.readString(picture).contains("</svg>"), "the picture is cut short");
    return printed;
  }
}
