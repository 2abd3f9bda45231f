package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.Provenance;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code kindling reproduce}. */
final class ReproduceTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;
  private Path config;
  private Path rows;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    config = TinyRun.write(folder);
    rows = folder.resolve("rows.csv");
    model = folder.resolve("run/model");
  }

  private String train(String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", config.toString(), "--output"));
    arguments.add(folder.resolve("run").toString());
    arguments.addAll(List.of(options));
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    assertEquals(0, outcome.status(), outcome.err().toString());
    return outcome.lastLine().replaceFirst(".* SHA-256 ", "");
  }

  private Outcome reproduce(String... options) {
    List<String> arguments = new ArrayList<>(List.of("reproduce", model.toString()));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  /** Each file with its content. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        files.put(file.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  private void replaceRow(int number, String line) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    lines.set(number, line);
    Files.write(rows, lines);
  }

  @Test
  void theSameModelIsToldAlsoWithoutItsConfigFileAndNothingIsWritten() throws IOException {
    String sha256 =
        train(
            "--set",
            "training.checkpoint={every_steps: 1}",
            "--set",
            "training.monitor={metric: accuracy, patience: 3}");
    Files.delete(config);
    Map<String, String> before = files();
    Outcome outcome = reproduce();
    assertEquals(List.of(), outcome.err());
    assertEquals(0, outcome.status());
    assertEquals(
        "Config, data, versions and BLAS are as recorded", outcome.out().get(0), "at the start");
    assertEquals("Same model, SHA-256 " + sha256, outcome.lastLine());
    Outcome within = reproduce("--output", model + "/again");
    assertEquals(
        List.of(
            "kindling: --output: found %s/again, expected a folder outside of that of the model,"
                    .formatted(model)
                + " which is not touched"),
        within.err());
    assertEquals(before, files());
  }

  @Test
  void aSignalInMidTrainingGivesTheFolderBackBeforeSparkStops() throws IOException {
    train();
    Path claim = folder.resolve("again/.training");
    List<String> said = new ArrayList<>();
    ReproduceCommand command = new ReproduceCommand();
    CommandLine line = new CommandLine(command);
    line.parseArgs(model.toString(), "--output", folder.resolve("again").toString());
    Interruption.during(
        new PrintWriter(Writer.nullWriter()),
        "nothing was begun",
        interruption -> {
          line.setOut(
              new PrintWriter(Writer.nullWriter()) {
                @Override
                public void println(String printed) {
                  if (printed.startsWith("epoch 1/2 ")) {
                    said.add("claimed: " + Files.exists(claim));
                    said.add(interruption.leave());
                    said.add("claimed: " + Files.exists(claim));
                  }
                }
              });
          return command.reproduce(interruption);
        });
    assertEquals(List.of("claimed: true", "the models were not compared", "claimed: false"), said);
  }

  @Test
  void anEpochBeforeTheLastIsReproducedByTheSyncPolicyThatWasChosen() {
    String sha256 =
        train(
            "--set",
            "training.sync=auto",
            "--set",
            "training.epochs=3",
            "--set",
            "optimizer.adam.learning_rate={cosine: {initial: 0.05}}",
            "--set",
            "training.budget={epochs: 2}");
    Outcome outcome = reproduce();
    assertEquals(
        List.of(
            "Config, data, versions and BLAS are as recorded",
            "epoch 1/2 is trained again",
            "epoch 2/2 is trained again",
            "Same model, SHA-256 " + sha256),
        outcome.out());
  }

  @Test
  void aFileOfDataThatWasChangedIsNamedAndGivesAnotherModel() throws IOException {
    String sha256 = train("--set", "data.validation={split: 0.1}");
    replaceRow(7, "0.125,1,-2.5");
    Outcome outcome = reproduce();
    assertEquals(List.of(), outcome.err());
    assertEquals(1, outcome.status());
    String text = String.join("\n", outcome.out());
    String part = "(\\d+) rows of " + rows + " with checksum [0-9a-f]+";
    assertTrue(
        text.matches(
            "(?s)data\\.train: recorded %s, found %s\n.*Another model: recorded SHA-256 %s, found SHA-256 [0-9a-f]{64}"
                .formatted(part, part, sha256)),
        text);
  }

  @Test
  void dataThatHaveMovedAreNamedAndTheModelMayBeKept() throws IOException {
    String sha256 = train("--set", "training.epochs=1");
    Path moved = Files.move(rows, folder.resolve("moved.csv"));
    Path output = folder.resolve("again");
    Outcome refused = reproduce();
    assertEquals(2, refused.status());
    assertEquals(
        List.of(
            "kindling: "
                + rows
                + ": found no such file, expected a file, a folder of files or a glob"),
        refused.err());
    Outcome outcome =
        reproduce(
            "--set",
            "data.train.path=" + moved,
            "--set",
            "data.validation.path=" + moved,
            "--output",
            output.toString());
    assertEquals(0, outcome.status(), outcome.err().toString());
    assertEquals("Same model, SHA-256 " + sha256, outcome.lastLine());
    assertTrue(
        outcome.out().contains("config.set.data.train.path: recorded nothing, found " + moved),
        outcome.out().toString());
    assertEquals(
        sha256, ModelFiles.load(new Configuration(), output.resolve("model").toString()).sha256());
  }

  @Test
  void whatAnEarlierVersionDidNotRecordIsNamed() {
    Provenance early = new Provenance(Map.of("seed", 1, "data", Map.of()));
    assertEquals(
        "run/model/manifest.json: training: found no config, no epoch, expected what 'kindling train'"
            + " of this version records, to train the model again",
        assertThrows(InvalidInputException.class, () -> RecordedTraining.of("run/model", early))
            .getMessage());
  }

  @Test
  void whatWasChangedWhenTrainingWentOnIsTold() {
    train("--set", "training.epochs=1");
    String sha256 = train("--resume", "--set", "training.epochs=2");
    Outcome outcome = reproduce();
    assertEquals(0, outcome.status(), outcome.err().toString());
    assertEquals(
        "Changed on the way when the training went on, and not when it is trained again: after"
            + " epoch 1, batch 0: training.epochs 1 (now 2)",
        outcome.out().get(0));
    assertEquals("Same model, SHA-256 " + sha256, outcome.lastLine()); // a constant learning rate
  }
}
