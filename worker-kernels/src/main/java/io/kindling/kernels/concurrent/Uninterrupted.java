package io.kindling.kernels.concurrent;

/** What no interrupt breaks off; whoever waits next is interrupted by it. */
public final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Does work that would be left half way if its thread were interrupted, on a thread of its own,
   * which nobody interrupts, and waits for its end.
   *
   * @param name of the thread
   */
  public static void run(String name, Runnable work) {
    Thread worker = new Thread(work, name);
    worker.setDaemon(true);
    worker.start();
    join(worker);
  }

  /** Waits for the end of a thread. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
