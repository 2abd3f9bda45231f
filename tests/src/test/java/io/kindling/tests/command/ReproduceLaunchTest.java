package io.kindling.tests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kindling.tests.Project;
import io.kindling.tests.data.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kindling reproduce} as a process: with jars of others, and ended by a signal. */
@Tag("matrix") // within this process it is tested with the commands
class ReproduceLaunchTest {
  private static final Path EXAMPLE = Project.root().resolve("examples/own-kinds");
  private static final String JAR = EXAMPLE.resolve("target/own-kinds.jar").toString();

  @TempDir private Path folder;

  @Test
  void aModelOfSomebodysKindsIsTrainedAgainWithTheirJarAndNotWithoutIt()
      throws IOException, InterruptedException {
    KindlingCommand command = new KindlingCommand(folder);
    KindlingCommand.Result trained =
        command.run(
            "train",
            EXAMPLE.resolve("sine.yaml").toString(),
            "--jars",
            JAR,
            "--set",
            "training.epochs=2",
            "--output",
            "run");
    assertEquals(0, trained.status(), trained.error());
    String sha256 = trained.output().strip().replaceFirst("(?s).* SHA-256 ", "");

    KindlingCommand.Result same = command.run("reproduce", "run/model", "--jars", JAR);
    assertEquals(0, same.status(), same.error());
    assertTrue(same.output().strip().endsWith("Same model, SHA-256 " + sha256), same.output());

    KindlingCommand.Result without = command.run("reproduce", "run/model");
    assertEquals(2, without.status(), without.error());
    assertEquals(1, without.error().lines().count(), without.error());
    assertTrue(
        without
            .error()
            .strip()
            .endsWith("expected a class of a jar that is given to Spark by --jars"),
        without.error());
  }

  @Test
  void ctrlCGivesOneLineAndLeavesNoModelAndTheOtherAsItWas()
      throws IOException, InterruptedException {
    Path model = folder.resolve("run/model");
    CommandRun trained =
        CommandRun.of(
            "train",
            Project.sampleData().resolve("xor.yaml").toString(),
            "--set",
            "training.epochs=1",
            "--output",
            folder.resolve("run").toString());
    assertEquals(0, trained.status(), trained.err());
    makeLong(model.resolve("manifest.json"));
    Map<String, String> before = files(model);
    Path output = folder.resolve("again");
    try (KindlingCommand.Running running =
        new KindlingCommand(folder)
            .start("reproduce", model.toString(), "--output", output.toString())) {
      running.awaitOutput("epoch 2/");
      assumeFalse(
          KindlingCommand.ignores(running.process(), 2),
          "as children of a shell's background jobs do");
      new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid())).start().waitFor();
      KindlingCommand.Result ended = running.await();
      assertEquals(
          "kindling: interrupted; the models were not compared\n", ended.error(), ended.output());
      assertEquals(130, ended.status());
    }
    assertEquals(Map.of(), files(output));
    assertEquals(before, files(model));
  }

  /** As if the model came from so many epochs that none sees their end. */
  private static void makeLong(Path manifest) throws IOException {
    String text = Files.readString(manifest);
    String changed = text.replaceFirst("(\"epoch\"\\s*:\\s*)1\\b", "$11000000");
    assertTrue(!changed.equals(text), text);
    Files.writeString(
        manifest, changed.replaceAll("(training\\.epochs\"\\s*:\\s*\")1\"", "$11000000\""));
  }

  private static Map<String, String> files(Path below) throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.exists(below)) {
      try (Stream<Path> all = Files.walk(below)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(
              below.relativize(file).toString(),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }
}
