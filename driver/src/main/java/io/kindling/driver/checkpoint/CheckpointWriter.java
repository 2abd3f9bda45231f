package io.kindling.driver.checkpoint;

import io.kindling.driver.training.Incident;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.driver.training.TrainingState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints while training goes on: the state is copied between two steps and written
 * aside, one at a time, with a small share of a core. Where the heap has no room for a copy,
 * training waits while it is written.
 *
 * <p>A training that starts anew deletes the checkpoints of another one in the folder. A checkpoint
 * that cannot be written is told in the log, and training goes on. Where the last one lies back
 * longer than {@link #MOST_HOURS_WITHOUT}, training waits for the one after a failure, and ends if
 * that fails too.
 */
public final class CheckpointWriter implements TrainingListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CheckpointWriter.class);

  /** So long may the last checkpoint lie back while writing another one fails. */
  public static final int MOST_HOURS_WITHOUT = 1;

  private final CheckpointFolder folder;
  private final CheckpointRule rule;
  private final Duration longestWithout;
  private final BackgroundWrites writes = new BackgroundWrites();
  private Pace pace = new Pace(); // of what is being written aside
  private final Queue<Incident> incidents = new ConcurrentLinkedQueue<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private DueTime due;
  private int stepsPerEpoch = 1;
  private volatile boolean training;
  private volatile @Nullable TrainingPosition last;
  private long lastNanos = System.nanoTime();

  /** Writes into {@code folder}. */
  public CheckpointWriter(CheckpointFolder folder, CheckpointRule rule) {
    this(folder, rule, Duration.ofHours(MOST_HOURS_WITHOUT));
  }

  CheckpointWriter(CheckpointFolder folder, CheckpointRule rule, Duration longestWithout) {
    this.folder = folder;
    this.rule = rule;
    this.longestWithout = longestWithout;
    this.due = new DueTime(rule, 1, TrainingPosition.START);
  }

  @Override
  public void on(TrainingEvent event) {
    if (answered.getCount() == 0) {
      return; // the process is ending: what was said of the last checkpoint stays true
    }
    if (event instanceof TrainingEvent.Started started) {
      start(started);
    } else if (event instanceof TrainingEvent.StepCompleted step) {
      between(due.after(step), step.state());
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      between(due.after(epoch), epoch.state());
    } else if (event instanceof TrainingEvent.RolledBack rolledBack) {
      due = new DueTime(rule, stepsPerEpoch, rolledBack.position());
      finishWriting();
      writeHere(rolledBack.state().get()); // those of later positions are of a way that is left
    } else if (event instanceof TrainingEvent.Finished finished) {
      end(Optional.of(finished.state()));
    } else if (event instanceof TrainingEvent.Failed failed) {
      end(failed.state());
    }
  }

  @Override
  public List<Incident> incidents() {
    List<Incident> taken = new ArrayList<>();
    for (Incident next = incidents.poll(); next != null; next = incidents.poll()) {
      taken.add(next);
    }
    return taken;
  }

  private void start(TrainingEvent.Started started) {
    Optional<TrainingPosition> resumed = started.resumed().map(TrainingEvent.Resumed::position);
    if (resumed.isEmpty()) {
      folder.clear(); // or one would go on from those of another training
    }
    stepsPerEpoch = started.plan().stepsPerEpoch();
    due = new DueTime(rule, stepsPerEpoch, resumed.orElse(TrainingPosition.START));
    last = resumed.orElse(null);
    lastNanos = System.nanoTime();
    training = true;
  }

  private void between(boolean isDue, Supplier<TrainingState> state) {
    if (asked.getCount() == 0) {
      finishWriting();
      writeHere(state.get());
      answered.countDown();
    } else if (isDue && writes.isIdle()) {
      due.taken();
      TrainingState now = state.get();
      boolean failed = writes.takeFailure() != null;
      if (failed && System.nanoTime() - lastNanos > longestWithout.toNanos()) {
        writeHere(now);
        throwFailure();
      } else if (hasRoomFor(now)) {
        TrainingState copy = now.copy();
        Pace aside = new Pace();
        pace = aside;
        writes.start(() -> write(copy, aside));
      } else {
        writeHere(now);
      }
    }
  }

  /** Somebody waits for what is being written aside. */
  private void finishWriting() {
    pace.hurry();
    writes.await();
  }

  /** No step follows that would change the arrays, so they are written in place. */
  private void end(Optional<Supplier<TrainingState>> state) {
    finishWriting();
    TrainingPosition written = Objects.requireNonNullElse(last, TrainingPosition.START);
    state
        .map(Supplier::get)
        .filter(now -> !now.position().equals(written))
        .ifPresent(this::writeHere);
    training = false;
    answered.countDown();
  }

  private static boolean hasRoomFor(TrainingState state) {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return state.learning().bytes() < free / 2;
  }

  /** While training waits: what interrupts that is not to keep the state from being written. */
  private void writeHere(TrainingState state) {
    writes.start(() -> write(state, Pace.full()));
    writes.await();
  }

  private void write(TrainingState state, Pace atPace) {
    TrainingPosition position = state.position();
    long start = System.nanoTime();
    try {
      long bytes = folder.save(state, rule.keep(), atPace);
      lastNanos = System.nanoTime();
      String written =
          "checkpoint %s written: %s bytes in %s ms"
              .formatted(text(position), bytes, TimeUnit.NANOSECONDS.toMillis(lastNanos - start));
      log.info("{}", written);
      incidents.add(Incident.of(Incident.Kind.CHECKPOINT, written));
      last = position; // behind the incident: who sees the one hears of the other
    } catch (RuntimeException | Error e) { // told now, and thrown when it has lasted too long
      String failed = "checkpoint %s not written: %s".formatted(text(position), e.getMessage());
      log.warn("{}", failed);
      incidents.add(Incident.of(Incident.Kind.CHECKPOINT_FAILED, failed));
      writes.failed(e);
    }
  }

  private void throwFailure() {
    RuntimeException failure = writes.takeFailure();
    if (failure != null) {
      throw failure;
    }
  }

  /** Where the last checkpoint is, that training went on from or that was written. */
  public Optional<String> lastCheckpoint() {
    return Optional.ofNullable(last).map(CheckpointWriter::text);
  }

  private static String text(TrainingPosition position) {
    if (position.equals(TrainingPosition.START)) {
      return "of the start";
    }
    return position.batches() == 0
        ? "after epoch %s".formatted(position.epochs())
        : "of epoch %s, batch %s".formatted(position.epochs() + 1, position.batches());
  }

  /**
   * Has a checkpoint written after the step under way, and waits for it; for a thread other than
   * that of training.
   */
  public void writeNext(Duration patience) {
    asked.countDown();
    if (!training) {
      return;
    }
    try {
      if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("no step ended within {} s, so no checkpoint was written", patience.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the checkpoint that is being written. */
  @Override
  public void close() {
    finishWriting();
  }
}
