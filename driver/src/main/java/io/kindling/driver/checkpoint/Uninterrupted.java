package io.kindling.driver.checkpoint;

/** Waiting that is not broken off by an interrupt, which stays for whoever waits next. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Waits for the end of a thread. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
