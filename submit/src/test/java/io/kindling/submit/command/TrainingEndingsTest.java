package io.kindling.submit.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.submit.console.StepBar;
import io.kindling.submit.fixture.Events;
import io.kindling.submit.output.EpochSaver;
import io.kindling.submit.output.FolderClaim;
import io.kindling.submit.output.RunFolder;
import io.kindling.submit.report.ReportWriter;
import io.kindling.submit.report.record.RunRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is given up while the process ends: its thread may go on for a moment. */
final class TrainingEndingsTest {
  @TempDir private Path folder;
  private RunFolder run;
  private FolderClaim claim;
  private EpochSaver saver;
  private final StepBar bar = new StepBar(new PrintStream(OutputStream.nullOutputStream()));

  @BeforeEach
  void finishAnEpoch() throws IOException {
    run = new RunFolder(folder.resolve("run").toString(), new Configuration());
    claim = FolderClaim.of(run, false);
    saver = new EpochSaver(run, Assertions::fail);
    saver.on(Events.epoch(1, Optional.empty()));
  }

  @AfterEach
  void close() {
    claim.close();
  }

  private TrainingEndings endings() {
    CheckpointWriter checkpoints = new CheckpointWriter(run.checkpoints(), CheckpointRule.DEFAULT);
    ReportWriter report =
        new ReportWriter(new RunRecorder("run", Map.of(), 2, Optional.empty()), run.report());
    Tracking none = new Tracking(Optional.empty(), Optional.empty());
    return new TrainingEndings(
        bar, saver, report, none, checkpoints, claim, "kindling train --resume");
  }

  @Test
  void theLastModelIsTold() {
    assertEquals(
        "the model of epoch 1 is in %s/run/model".formatted(folder), endings().interrupt());
  }

  @Test
  void whatIsToldStaysTrueWhenAnotherEpochEnds() throws IOException {
    String told = endings().interrupt();
    String history = Files.readString(folder.resolve("run/history.jsonl"));
    saver.on(Events.epoch(2, Optional.empty()));
    assertEquals(told, saver.lastModel());
    assertEquals(history, Files.readString(folder.resolve("run/history.jsonl")));
  }

  @Test
  void theReportSaysThatItWasInterruptedAndStaysSo() throws IOException {
    endings().interrupt();
    assertEquals("interrupted", run.report().read().path("state").asText());
    assertTrue(Files.readString(folder.resolve("run/report.html")).contains(">interrupted</span>"));
  }

  @Test
  void theFolderIsFreeForAnotherTraining() {
    endings().interrupt();
    assertDoesNotThrow(() -> FolderClaim.of(run, true).close());
  }
}
