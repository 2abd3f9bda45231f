package io.kindling.submit.report;

import java.util.concurrent.TimeUnit;

/**
 * How often a report is made while training goes on: so that it takes a thousandth of the time, but
 * not more often than every two seconds; and every ten seconds where that is no more than a
 * percent, since somebody may be looking.
 */
final class RefreshPace {
  /** The least time between two reports, in nanoseconds. */
  static final long LEAST = TimeUnit.SECONDS.toNanos(2);

  private static final long LONG = TimeUnit.SECONDS.toNanos(10);
  private static final int WANTED_PAUSES = 1000;
  private static final int FEWEST_PAUSES = 100;

  private RefreshPace() {}

  /**
   * How long the next report waits for.
   *
   * @param cost what the last one took of a processor, in nanoseconds
   */
  static long after(long cost) {
    long wanted = Math.min(WANTED_PAUSES * cost, Math.max(LONG, FEWEST_PAUSES * cost));
    return Math.max(LEAST, wanted);
  }
}
