package io.kindling.driver.training;

import io.kindling.driver.insight.Detail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to a listener on a thread of its own, in their order, so that a slow one does not
 * slow training. While it is busy, events wait; once {@value #MOST_WAITING} do, steps are dropped,
 * the one that waits longest first, and nothing else ever is. How many were dropped is told in the
 * log at the end. Steps may wait for a quarter of a second before they are told together: to wake a
 * thread for each would take a good part of a short step.
 *
 * <p>The last event, {@link TrainingEvent.Finished} or {@link TrainingEvent.Failed}, and {@link
 * #close} wait until the listener has heard all. States and models of events cannot be asked for,
 * since training has gone on. A listener that throws hears nothing more: that is told in the log,
 * and training goes on.
 */
public final class BackgroundListener implements TrainingListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundListener.class);

  /** So many events may wait before steps are dropped. */
  public static final int MOST_WAITING = 1024;

  private static final int STEPS_AT_ONCE = 256;
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(250);

  private final TrainingListener listener;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<TrainingEvent> steps = new ArrayDeque<>();
  private final Deque<TrainingEvent> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean busy;
  private boolean closed;
  private boolean broken;
  private long dropped;

  /**
   * Hands events on to {@code listener}.
   *
   * @param name what the listener is, for the log
   */
  public BackgroundListener(String name, TrainingListener listener) {
    this.name = name;
    this.listener = listener;
  }

  @Override
  public Set<Detail> details() {
    return listener.details();
  }

  /** Asked while the listener may be busy with an event. */
  @Override
  public Set<Detail> detailsOfEpoch() {
    return listener.detailsOfEpoch();
  }

  @Override
  public void on(TrainingEvent event) {
    lock.lock();
    try {
      if (closed || broken) {
        return;
      }
      if (thread == null) {
        thread = new Thread(this::deliver, "kindling-" + name);
        thread.setDaemon(true); // it does not keep a process alive that has ended otherwise
        thread.start();
      }
      add(event);
      if (!(event instanceof TrainingEvent.StepCompleted) || waiting.size() >= STEPS_AT_ONCE) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (event instanceof TrainingEvent.Finished || event instanceof TrainingEvent.Failed) {
      close();
    }
  }

  private void add(TrainingEvent event) {
    waiting.add(event);
    if (event instanceof TrainingEvent.StepCompleted) {
      steps.add(event);
      if (waiting.size() > MOST_WAITING) {
        TrainingEvent oldest = steps.remove();
        waiting.removeIf(other -> other == oldest);
        dropped++;
      }
    }
  }

  /** What the thread does until it is closed and nothing waits. */
  private void deliver() {
    for (TrainingEvent event = take(); event != null; event = take()) {
      try {
        listener.on(event);
      } catch (RuntimeException | Error e) {
        log.warn("the {} is left as it is, since it failed: {}", name, e.toString());
        stop();
      }
    }
  }

  private void stop() {
    lock.lock();
    try {
      broken = true;
      waiting.clear();
      steps.clear();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TrainingEvent take() {
    lock.lock();
    try {
      busy = false;
      changed.signalAll();
      awaitEvents();
      TrainingEvent event = waiting.poll();
      busy = event != null;
      if (event instanceof TrainingEvent.StepCompleted) {
        steps.remove();
      }
      return event;
    } finally {
      lock.unlock();
    }
  }

  /** Steps wake nobody: whoever waits looks for them now and then. */
  private void awaitEvents() {
    while (waiting.isEmpty() && !closed && !broken) {
      try {
        changed.awaitNanos(LONGEST_WAIT);
      } catch (InterruptedException e) {
        log.debug("the {} was interrupted, which ends nothing", name);
      }
    }
  }

  /** Waits until the listener has heard all that happened, and tells it nothing more. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
      while (thread != null && !broken && (busy || !waiting.isEmpty())) {
        changed.awaitUninterruptibly();
      }
      if (dropped > 0) {
        log.warn("the {} was too slow for {} steps, which it did not hear of", name, dropped);
      }
    } finally {
      lock.unlock();
    }
  }
}
