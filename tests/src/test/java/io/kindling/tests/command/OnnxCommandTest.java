package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import io.kindling.tests.data.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} and {@code check} of the packaged jar, which has no onnxruntime in it. */
class OnnxCommandTest {
  @TempDir private Path folder;

  @Test
  void onnxruntimeComesByTheOptionsOfSparkSubmit() throws IOException, InterruptedException {
    String config = Project.sampleData().resolve("xor.yaml").toString();
    String run = folder.resolve("run").toString();
    String onnx = folder.resolve("xor.onnx").toString();
    String rows = Project.sampleData().resolve("xor.csv").toString();
    CommandRun trained =
        CommandRun.of("train", config, "--set", "training.epochs=1", "--output", run);
    assertEquals(0, trained.status(), trained.err());
    CommandRun exported = CommandRun.of("export", run + "/model", "--output", onnx);
    assertEquals(0, exported.status(), exported.err());
    KindlingCommand.Result missing =
        kindling("check", "xor.onnx", "--model", "run/model", "--data", rows);
    assertAll(
        () -> assertEquals(2, missing.status()),
        () ->
            assertTrue(
                missing.error().startsWith("kindling: onnxruntime: found none on the classpath"),
                missing.error()));
    KindlingCommand.Result checked =
        kindling(
            "check", "xor.onnx", "--model", "run/model", "--data", rows, "--jars", runtimeJar());
    assertEquals(0, checked.status(), checked.error());
    assertTrue(checked.output().contains("rows compared, largest difference"), checked.output());
  }

  private KindlingCommand.Result kindling(String... arguments)
      throws IOException, InterruptedException {
    return new KindlingCommand(folder).run(arguments);
  }

  private static String runtimeJar() {
    for (String place : System.getProperty("java.class.path").split(":", -1)) {
      if (place.contains("onnxruntime")) {
        return place;
      }
    }
    throw new IllegalStateException("no onnxruntime for the tests");
  }
}
