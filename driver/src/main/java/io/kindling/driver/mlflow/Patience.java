package io.kindling.driver.mlflow;

import java.time.Duration;

/** How long a server that does not answer, or fails, is asked again. */
final class Patience {
  private static final long LONGEST_PAUSE = Duration.ofSeconds(8).toNanos();
  private static final long FIRST_PAUSE = Duration.ofMillis(500).toNanos();

  private final long nanos;
  private volatile long end = Long.MAX_VALUE;

  /**
   * @param each how long one request is tried for
   */
  Patience(Duration each) {
    this.nanos = each.toNanos();
  }

  /** From now on, all that is left to do takes so long at most. */
  void endWithin(Duration rest) {
    end = System.nanoTime() + rest.toNanos();
  }

  /**
   * What is left of it.
   *
   * @param start when the request was tried first
   * @return in nanoseconds; 0 and less when it is over
   */
  long left(long start) {
    long now = System.nanoTime();
    long untilEnd = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - now;
    return Math.min(untilEnd, start + nanos - now);
  }

  /** What is left until all has to be done; where no end is in sight, a day. */
  long leftOfAll() {
    return end == Long.MAX_VALUE ? Duration.ofDays(1).toNanos() : end - System.nanoTime();
  }

  /**
   * Waits before a request is tried again, longer each time.
   *
   * @return false when there is no time left for that
   */
  boolean pause(long start, int attempt) throws InterruptedException {
    long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(attempt, 10));
    if (left(start) <= pause) {
      return false;
    }
    Thread.sleep(Duration.ofNanos(pause).toMillis());
    return true;
  }
}
