package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.submit.fixture.HadoopSettings;
import io.kindling.submit.fixture.LimitedDisk;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands that fail once Spark runs: the right status, one line, and no traces. */
final class CommandFailuresTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;
  private String config;
  private Path rows;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    config = TinyRun.write(folder).toString();
    rows = folder.resolve("rows.csv");
    output = folder.resolve("run");
  }

  @Test
  void aFolderThatHoldsAModelIsRefused() throws IOException {
    Path weights = Files.createDirectories(output.resolve("model")).resolve("weights.safetensors");
    Files.writeString(weights, "precious");
    assertRefused(
        train(),
        output
            + ": found a trained model, expected a new folder, --overwrite to replace it, or"
            + " --resume to go on");
    assertEquals("precious", Files.readString(weights));
  }

  @Test
  void aModelIsReplacedOnDemand() throws IOException {
    Files.createDirectories(output.resolve("model"));
    assertEquals(0, train("--overwrite", "--set", "training.epochs=1").status());
    assertTrue(Files.exists(output.resolve("model/manifest.json")));
  }

  @Test
  void anOutputThatIsAFileIsRefusedBeforeRowsAreRead() throws IOException {
    Files.writeString(output, "precious");
    Files.writeString(rows, "no rows");
    assertRefused(train(), output + ": found a file, expected a folder");
    assertEquals("precious", Files.readString(output));
  }

  @Test
  void anOutputThatCannotBeWrittenToIsRefusedBeforeRowsAreRead() throws IOException {
    Files.writeString(rows, "no rows");
    try (HadoopSettings settings = new HadoopSettings(LimitedDisk.settings(0))) {
      for (String command : List.of("train", "compare", "find-rate")) {
        List<String> arguments =
            new ArrayList<>(List.of(command, config, "--output", "limited:" + output));
        if (command.equals("compare")) {
          arguments.addAll(List.of("--vary", "seed=1,2"));
        }
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        assertEquals(1, outcome.err().size(), settings + outcome.err().toString());
        assertTrue(outcome.err().get(0).contains("found Read-only file system"));
        assertEquals(2, outcome.status());
      }
    }
  }

  @Test
  void aFullDiskIsToldInOneLineThatSaysWhereTheLastModelIs() {
    try (HadoopSettings settings = new HadoopSettings(LimitedDisk.settings(5000))) {
      Outcome outcome =
          Outcome.of(
              "train", config, "--output", "limited:" + output, "--set", "training.epochs=50");
      assertEquals(1, outcome.err().size(), settings + outcome.err().toString());
      assertTrue(
          outcome
              .err()
              .get(0)
              .matches(
                  "kindling: limited:(.*)/history.jsonl: cannot be written: No space left on"
                      + " device; the model of epoch [0-9]+ is in limited:\\1/model(; go on from"
                      + " .*)?"),
          outcome.err().get(0));
      assertEquals(1, outcome.status());
    }
  }

  @Test
  void predictionsThatBreakOffLeaveNothing() {
    train("--set", "training.epochs=1");
    String target = "limited:" + folder.resolve("a/predictions");
    try (HadoopSettings settings = new HadoopSettings(LimitedDisk.settings(500))) {
      Outcome outcome =
          Outcome.of("predict", output + "/model", "--data", rows.toString(), "--output", target);
      assertEquals(1, outcome.err().size(), settings + outcome.err().toString());
      assertTrue(outcome.err().get(0).contains("No space left on device"), outcome::toString);
      assertEquals(1, outcome.status());
    }
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void aDivergingTrainingFailsInOneLine() {
    Outcome outcome = train("--set", "optimizer.adam.learning_rate=1e38");
    assertEquals(1, outcome.status());
    assertEquals(1, outcome.err().size(), outcome.err().toString());
    assertTrue(
        outcome
            .err()
            .get(0)
            .matches(
                "kindling: training diverged: parameter 0.weight became -?Infinity at epoch 1, step"
                    + " 1; .*"),
        outcome.err().get(0));
  }

  @Test
  void aBadRowIsRefusedWithItsLine() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    lines.set(41, "1.5,0,much");
    Files.write(rows, lines);
    assertRefused(train(), rows + ":42: found 'much' in column 'y', expected a number");
  }

  @Test
  void rowsOfWhichNoneHasALabelAreRefusedForThat() throws IOException {
    Files.writeString(rows, "x,kind,y\n1,,2\n1,NA,2\n");
    for (String rule : List.of("drop", "error")) {
      assertRefused(
          train("--set", "data.missing_label=" + rule),
          rows + ": found no row with a label, expected at least 1");
    }
  }

  @Test
  void badDataLeaveNoOutputBehind() throws IOException {
    Files.writeString(rows, "x,kind,y\n1,0,2\n1,7,2\n1,8,2\n");
    assertRefused(train(), rows + ":3: found label 7, expected a class from 0 to 1");
    assertFalse(Files.exists(output));
  }

  @Test
  void aDamagedFileIsRefusedByThePathThatWasWrittenAndNothingIsLeftBehind() throws IOException {
    train("--set", "training.epochs=1");
    Path damaged = Files.copy(rows, folder.resolve("rows.gz"));
    String data = damaged.toString();
    String written = folder.resolve("new.yaml").toString();
    Path other = folder.resolve("other");
    for (String[] command :
        List.of(
            new String[] {"init", data, "--output", written},
            new String[] {
              "train", config, "--output", other.toString(), "--set", "data.train.path=" + data
            },
            new String[] {"evaluate", output + "/model", "--data", data},
            new String[] {
              "predict", output + "/model", "--data", data, "--output", other.toString()
            })) {
      assertRefused(
          Outcome.of(command),
          data
              + ": found damaged compressed data (IOException: not a gzip file), expected a file"
              + " that can be read");
      assertFalse(Files.exists(other) || Files.exists(Path.of(written)), command[0]);
    }
  }

  @Test
  void aMissingFileOfRowsIsRefused() throws IOException {
    Files.delete(rows);
    assertRefused(
        train(), rows + ": found no such file, expected a file, a folder of files or a glob");
  }

  @Test
  void aBatchLargerThanTheDataIsRefused() {
    assertRefused(
        train("--set", "training.batch_size=61"),
        config
            + ": training.batch_size: found 61, expected at most 60, the number of training rows in"
            + " "
            + rows);
  }

  @Test
  void aNetworkThatDoesNotFitItsLossIsRefused() {
    assertRefused(
        train("--set", "network.2=tanh"),
        config
            + ": network[2] (tanh): found tanh as the last layer, expected a dense layer, since"
            + " softmax_cross_entropy takes logits and squashes them itself");
  }

  @Test
  void aFolderWithoutModelIsNotEvaluated() {
    String nowhere = folder.resolve("nowhere").toString();
    assertRefused(
        Outcome.of("evaluate", nowhere, "--data", rows.toString(), "--label", "kind"),
        nowhere
            + ": found no model, expected a folder with manifest.json and the weights it names");
  }

  @Test
  void anOutputThatIsThereIsNotOverwrittenByPredictions() throws IOException {
    Path there = Files.createDirectory(folder.resolve("there"));
    assertRefused(
        Outcome.of("predict", "model", "--data", rows.toString(), "--output", there.toString()),
        there + ": found something already there, expected a new folder");
  }

  @Test
  void otherColumnsThanTheModelsAreRefused() throws IOException {
    train("--set", "training.epochs=1");
    Path other = Files.writeString(folder.resolve("other.csv"), "x,kind,z\n1,0,2\n");
    assertRefused(
        Outcome.of(
            "evaluate",
            output.resolve("model").toString(),
            "--data",
            other.toString(),
            "--label",
            "kind"),
        other + ":1: found columns x, kind, z, expected 'y' among them");
  }

  @Test
  void anOverrideOfTheCommandLineIsObeyed() throws IOException {
    train("--set", "training.epochs=1", "--set", "training.batch_size=60");
    assertEquals(1, Files.readAllLines(output.resolve("history.jsonl")).size());
  }

  @Test
  void trainingAgainGivesTheSameBytes() throws IOException {
    Path manifest = output.resolve("model/manifest.json");
    assertEquals(0, train("--set", "training.epochs=1").status());
    byte[] first = Files.readAllBytes(manifest);
    Files.delete(manifest);
    String[] again = {"--set", "training.epochs=1", "--overwrite", "--master", "local[1]"};
    assertEquals(0, train(again).status());
    assertArrayEquals(first, Files.readAllBytes(manifest));
  }

  private Outcome train(String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", config, "--output"));
    arguments.add(output.toString());
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private static void assertRefused(Outcome outcome, String message) {
    assertEquals(List.of("kindling: " + message), outcome.err());
    assertEquals(2, outcome.status());
  }
}
