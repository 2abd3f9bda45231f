package io.kindling.submit.report;

import io.kindling.driver.insight.Detail;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.submit.report.record.RunRecorder;
import java.util.Set;

/**
 * Makes the report anew as training goes on: every two seconds at most, and more rarely where
 * making it takes so long that it would need more than a hundredth of the time.
 */
public final class ReportWriter implements TrainingListener {
  private static final long LEAST_PAUSE = 2_000_000_000L;
  private static final int PAUSES = 100;

  private final RunRecorder recorder;
  private final ReportFolder folder;
  private long pause = LEAST_PAUSE;
  private long written;
  private boolean closed;

  /** Writes what is recorded into {@code folder}. */
  public ReportWriter(RunRecorder recorder, ReportFolder folder) {
    this.recorder = recorder;
    this.folder = folder;
  }

  @Override
  public Set<Detail> details() {
    return recorder.details();
  }

  @Override
  public synchronized void on(TrainingEvent event) {
    if (closed) {
      return;
    }
    recorder.on(event);
    boolean ends = event instanceof TrainingEvent.Finished || event instanceof TrainingEvent.Failed;
    boolean begins = event instanceof TrainingEvent.Started;
    if (begins || ends || System.nanoTime() - written > pause) {
      write();
    }
  }

  private void write() {
    long start = System.nanoTime();
    folder.write(recorder.record());
    written = System.nanoTime();
    pause = Math.max(LEAST_PAUSE, PAUSES * (written - start));
  }

  /** A signal ends the training: the report says so, and is written no more. */
  public synchronized void interrupt() {
    if (!closed) {
      closed = true;
      recorder.interrupted();
      write();
    }
  }
}
