package io.kindling.partitioning.job;

/**
 * Work that would break off half way, and leave Spark in between, if its thread were interrupted.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Does the work on a thread of its own, which nobody interrupts, and waits for its end. A thread
   * that is interrupted before or meanwhile still is so afterwards.
   *
   * @param name of the thread
   */
  public static void run(String name, Runnable work) {
    Thread worker = new Thread(work, name);
    worker.setDaemon(true);
    worker.start();
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true; // it is kept for whoever asked for the work
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
