package io.kindling.driver.checkpoint;

import io.kindling.kernels.concurrent.Uninterrupted;
import org.jspecify.annotations.Nullable;

/** A thread for each write, one at a time. */
final class BackgroundWrites {
  private @Nullable Thread running;
  private volatile @Nullable RuntimeException failure;

  /** Whether nothing is being written. */
  boolean isIdle() {
    return running == null || !running.isAlive();
  }

  void start(Runnable write) {
    Thread thread = new Thread(write, "kindling-checkpoint");
    thread.setDaemon(true); // it does not keep a process alive that has ended otherwise
    running = thread;
    thread.start();
  }

  /** Waits for what is being written, whether or not this thread is interrupted meanwhile. */
  void await() {
    if (running != null) {
      Uninterrupted.join(running);
      running = null;
    }
  }

  /** An error, such as of memory that ran out, is one of the write alone. */
  void failed(Throwable reason) {
    failure =
        reason instanceof RuntimeException exception
            ? exception
            : new IllegalStateException(reason);
  }

  /** The last failure, if there was one since this was asked last. */
  @Nullable RuntimeException takeFailure() {
    RuntimeException found = failure;
    failure = null;
    return found;
  }
}
