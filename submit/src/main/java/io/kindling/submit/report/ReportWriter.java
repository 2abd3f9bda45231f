package io.kindling.submit.report;

import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.submit.report.record.RunRecorder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Makes the report when a training starts, anew as it goes on, and at its end. */
public final class ReportWriter implements TrainingListener {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final RunRecorder recorder;
  private final ReportFolder folder;
  private final LongSupplier clock;
  private long pause = RefreshPace.LEAST;
  private long written;
  private boolean closed;
  private volatile long errorsDue; // asked for while a page may be written

  /** Writes what is recorded into {@code folder}. */
  public ReportWriter(RunRecorder recorder, ReportFolder folder) {
    this(recorder, folder, System::nanoTime);
  }

  /** The same by another clock, in nanoseconds. */
  ReportWriter(RunRecorder recorder, ReportFolder folder, LongSupplier clock) {
    this.recorder = recorder;
    this.folder = folder;
    this.clock = clock;
    this.errorsDue = clock.getAsLong();
  }

  @Override
  public Set<Detail> details() {
    return recorder.details();
  }

  /** How the network errs only as often as a page shows it. */
  @Override
  public Set<Detail> detailsOfEpoch() {
    Set<Detail> wanted = EnumSet.copyOf(details());
    if (clock.getAsLong() - errorsDue < 0) {
      wanted.remove(Detail.ERRORS);
    }
    return wanted;
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
    } else if (ends || clock.getAsLong() - written > pause) {
      long start = processorTime();
      write();
      pause = RefreshPace.after(processorTime() - start);
    }
    if (event instanceof TrainingEvent.EpochCompleted epoch
        && epoch.details().filter(EpochDetails::hasErrors).isPresent()) {
      errorsDue = clock.getAsLong() + pause;
    }
  }

  private void write() {
    folder.write(recorder.record());
    written = clock.getAsLong();
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
