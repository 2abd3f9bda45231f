package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kindling.submit.fixture.LocalSpark;
import io.kindling.submit.fixture.Outcome;
import io.kindling.submit.fixture.TinyRun;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code kindling train --resume}. */
final class ResumeTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir private Path folder;
  private String config;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    config = TinyRun.write(folder).toString();
    output = folder.resolve("run");
  }

  private Outcome train(String... options) {
    List<String> arguments = new ArrayList<>(List.of("train", config));
    arguments.addAll(List.of(options));
    return Outcome.of(arguments.toArray(new String[0]));
  }

  private Outcome trainHere(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--output", output.toString()));
    return train(all.toArray(new String[0]));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static void assertRefused(Outcome outcome, String message) {
    assertEquals("kindling: " + message + "\n", text(outcome.err()));
    assertEquals(2, outcome.status());
  }

  private static String sha256(Outcome outcome) {
    assertEquals(0, outcome.status(), text(outcome.err()));
    return text(outcome.out()).replaceFirst("(?s).*SHA-256 ", "").strip();
  }

  private static List<JsonNode> history(Path run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
      ObjectNode values = (ObjectNode) new ObjectMapper().readTree(line);
      values.remove(List.of("seconds", "samples_per_second"));
      lines.add(values);
    }
    return lines;
  }

  @Test
  void moreEpochsGiveTheModelAndTheHistoryOfATrainingInOneGo() throws IOException {
    Path inOneGo = folder.resolve("one");
    String expected = sha256(train("--set", "training.epochs=3", "--output", inOneGo.toString()));
    sha256(trainHere("--set", "training.epochs=1"));
    Outcome resumed = trainHere("--resume", "--set", "training.epochs=3");
    assertEquals(expected, sha256(resumed));
    assertEquals(history(inOneGo), history(output));
    assertTrue(
        text(resumed.out()).contains("Going on after epoch 1, with 4 steps taken\n"),
        text(resumed.out()));
    assertTrue(
        text(resumed.out()).contains("Warning: before, training.epochs 1 (now 3)\n"),
        text(resumed.out()));
  }

  @Test
  void theOptionMayStandBeforeTheConfigFile() {
    sha256(trainHere("--set", "training.epochs=1"));
    Outcome resumed = Outcome.of("train", "--resume", config, "--output", output.toString());
    assertEquals(0, resumed.status(), text(resumed.err()));
  }

  @Test
  void aTrainingThatIsOverGivesItsModelAgain() {
    assertEquals(sha256(trainHere()), sha256(trainHere("--resume")));
  }

  @Test
  void anotherDeclarationIsRefusedUnlessItIsForced() {
    sha256(trainHere("--set", "training.epochs=1"));
    assertRefused(
        trainHere("--resume", "--set", "training.batch_size=20"),
        "the checkpoint: found a training with training.batch_size 16 (now 20), expected the same"
            + " training; --resume=force goes on nevertheless");
    Outcome forced = trainHere("--resume=force", "--set", "training.batch_size=20");
    assertEquals(0, forced.status(), text(forced.err()));
    assertTrue(
        text(forced.out()).contains("Warning: before, training.batch_size 16 (now 20)\n"),
        text(forced.out()));
  }

  /** The checksum of the rows is the same, since these are packed with what is missing in them. */
  @Test
  void whatStandsForMissingNumbersIsPartOfTheTraining() throws IOException {
    Path rows = folder.resolve("rows.csv");
    Files.writeString(rows, Files.readString(rows) + ",0,1\n");
    sha256(trainHere("--set", "data.missing=mean"));
    assertRefused(
        trainHere("--resume", "--set", "data.missing=median"),
        "the checkpoint: found a training with data.missing mean (now median), expected the same"
            + " training; --resume=force goes on nevertheless");
    sha256(trainHere("--resume", "--set", "data.missing=mean"));
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    assertRefused(
        trainHere("--resume"),
        output + ": found no such folder, expected the output of a training to go on from");
  }

  @Test
  void aFolderInWhichNoCheckpointLiesYetIsStartedAnew() throws IOException {
    Files.createDirectories(output);
    Outcome outcome = trainHere("--resume");
    assertEquals(0, outcome.status(), text(outcome.err()));
    assertTrue(
        text(outcome.out())
            .startsWith("No checkpoint in " + output + " yet: training starts anew\n"),
        text(outcome.out()));
  }

  @Test
  void aModelWithoutCheckpointsIsNotReplaced() throws IOException {
    Files.createDirectories(output.resolve("model"));
    assertRefused(
        trainHere("--resume"),
        output + ": found a model and no checkpoint, expected a checkpoint to go on from");
  }

  @Test
  void startingAnewInAFolderWithCheckpointsIsRefused() throws IOException {
    sha256(trainHere());
    try (DirectoryStream<Path> model = Files.newDirectoryStream(output.resolve("model"))) {
      for (Path file : model) {
        Files.delete(file);
      }
    }
    Files.delete(output.resolve("model"));
    assertRefused(
        trainHere(),
        output
            + ": found the checkpoints of a training, expected a new folder, --resume to go on from"
            + " them, or --overwrite to start anew");
  }

  @Test
  void oneThatStartsAnewOnDemandLeavesNoCheckpointOfTheOther() {
    String expected = sha256(trainHere("--set", "seed=5", "--set", "training.epochs=1"));
    sha256(trainHere("--overwrite", "--set", "training.epochs=2"));
    sha256(trainHere("--overwrite", "--set", "seed=5", "--set", "training.epochs=1"));
    assertEquals(
        expected, sha256(trainHere("--resume", "--set", "seed=5", "--set", "training.epochs=1")));
  }

  @Test
  void oneThatCannotStartLeavesTheCheckpointsOfTheOther() {
    String expected = sha256(trainHere());
    assertEquals(2, trainHere("--overwrite", "--set", "training.batch_size=61").status());
    assertEquals(expected, sha256(trainHere("--resume")));
  }

  @Test
  void startingAnewAndGoingOnAtOnceIsRefused() {
    assertRefused(
        trainHere("--resume", "--overwrite"),
        "--resume: found --overwrite as well, expected one of the two");
  }

  @Test
  void aLevelOfStrictnessThatThereIsNotIsRefused() {
    Outcome outcome = trainHere("--resume=perhaps");
    assertEquals(2, outcome.status());
    assertTrue(text(outcome.err()).contains("--resume"), text(outcome.err()));
    assertEquals(1, outcome.err().size(), text(outcome.err()));
  }
}
