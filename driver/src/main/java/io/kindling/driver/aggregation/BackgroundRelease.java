package io.kindling.driver.aggregation;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Gives the memory of parameters back while the next step goes on. */
final class BackgroundRelease implements AutoCloseable {
  private static final int MOST_SECONDS = 60;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "kindling-release");
            daemon.setDaemon(true);
            return daemon;
          });

  void release(ShippedParameters parameters) {
    thread.execute(parameters::release);
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
