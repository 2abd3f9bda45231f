package io.kindling.submit.report;

import io.kindling.driver.insight.Detail;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.submit.report.record.RunRecorder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;

/** Makes the report when a training starts, anew as it goes on, and at its end. */
public final class ReportWriter implements TrainingListener {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final RunRecorder recorder;
  private final ReportFolder folder;
  private long pause = RefreshPace.LEAST;
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
    if (begins) {
      write(); // what it costs to load the code is no measure of the next
    } else if (ends || System.nanoTime() - written > pause) {
      long start = processorTime();
      write();
      pause = RefreshPace.after(processorTime() - start);
    }
  }

  private void write() {
    folder.write(recorder.record());
    written = System.nanoTime();
  }

  /** Of this thread: how long it has to wait for a processor is no cost. */
  private static long processorTime() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
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
