package io.kindling.submit.command;

import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.submit.console.StepBar;
import io.kindling.submit.output.EpochSaver;
import io.kindling.submit.output.FolderClaim;
import io.kindling.submit.report.ReportWriter;
import java.time.Duration;

/**
 * What becomes of a training that does not come to its end.
 *
 * @param bar on the terminal
 * @param saver of the model
 * @param report of how it goes
 * @param tracking elsewhere of how it goes
 * @param checkpoints of the state
 * @param claim to the folder of output
 * @param resuming the command by which it goes on
 */
record TrainingEndings(
    StepBar bar,
    EpochSaver saver,
    ReportWriter report,
    Tracking tracking,
    CheckpointWriter checkpoints,
    FolderClaim claim,
    String resuming) {
  private static final Duration PATIENCE = Duration.ofSeconds(30); // for the step under way

  /**
   * Ends what writes, after one more checkpoint, before the folder is another's.
   *
   * @return what is left
   */
  String interrupt() {
    bar.close();
    checkpoints.writeNext(PATIENCE);
    saver.end();
    report.interrupt();
    tracking.interrupt();
    claim.close();
    return left();
  }

  /** Where the last model is, and how to go on. */
  String left() {
    return saver.lastModel()
        + checkpoints
            .lastCheckpoint()
            .map(place -> "; go on from the checkpoint %s by: %s".formatted(place, resuming))
            .orElse("");
  }
}
