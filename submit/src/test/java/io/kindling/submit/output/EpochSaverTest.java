package io.kindling.submit.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.model.WriteException;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.fixture.LimitedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved after each epoch, and what is known of it when something fails. */
final class EpochSaverTest {
  private static final int BYTES = 1500; // a manifest, or the history of some ten epochs

  private Path folder;
  private EpochSaver saver;

  @BeforeEach
  void open(@TempDir Path temporary) {
    folder = temporary.resolve("run");
    saver =
        new EpochSaver(
            new RunFolder("limited:" + folder, LimitedDisk.configuration(BYTES)), Assertions::fail);
  }

  @Test
  void beforeTheFirstEpochHasEndedThereIsNoModel() {
    saver.on(Events.step(1, 1, 0.5));
    assertEquals("no epoch had ended, so there is no new model", saver.lastModel());
  }

  @Test
  void theEpochOfTheLastModelIsKnown() {
    saveEpochs(2);
    assertEquals(
        "the model of epoch 2 is in limited:%s/model".formatted(folder), saver.lastModel());
  }

  @Test
  void aDiskThatFillsUpLeavesModelAndHistoryWhole() throws IOException {
    WriteException full = assertThrows(WriteException.class, () -> saveEpochs(100));
    assertEquals(
        "limited:%s/history.jsonl: cannot be written: No space left on device".formatted(folder),
        full.getMessage());
    List<String> lines = Files.readAllLines(folder.resolve("history.jsonl"));
    assertTrue(lines.size() > 2);
    assertTrue(lines.stream().allMatch(line -> line.startsWith("{") && line.endsWith("}")));
    assertEquals(
        "the model of epoch %d is in limited:%s/model".formatted(lines.size() + 1, folder),
        saver.lastModel());
    assertEquals(
        Events.model().sha256(), ModelFiles.load(new Configuration(), folder + "/model").sha256());
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(), files.filter(file -> file.getFileName().toString().startsWith(".")).toList());
    }
  }

  @Test
  void theLastEpochsModelIsThereAsLongAsItIsAnother() {
    EpochSaver onDisk =
        new EpochSaver(new RunFolder(folder.toString(), new Configuration()), Assertions::fail);
    onDisk.on(Events.epochBehindTheBest(2));
    assertEquals(
        Events.model().sha256(),
        ModelFiles.load(new Configuration(), folder + "/model-last").sha256());
    onDisk.on(Events.epoch(3, Optional.empty()));
    assertFalse(Files.exists(folder.resolve("model-last")));
  }

  @Test
  void nothingIsSavedAfterTheEnd() {
    saver.end();
    saveEpochs(1);
    assertFalse(Files.exists(folder));
  }

  private void saveEpochs(int count) {
    for (int epoch = 1; epoch <= count; epoch++) {
      saver.on(Events.epoch(epoch, Optional.empty()));
    }
  }
}
