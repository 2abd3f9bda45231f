package io.kindling.driver.aggregation;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often a step is repeated to be measured: first for the JVM to warm up, then to count. What
 * takes long is repeated less often, since it needs neither.
 *
 * <pre>{@code
 * for (Repetition repetition = new Repetition(); repetition.goesOn(); repetition.next()) {
 *   double seconds = step();
 *   if (repetition.counts()) { … }
 * }
 * }</pre>
 */
public final class Repetition {
  private static final int MOST_WARM_UP = 50;
  private static final int LEAST = 7;
  private static final int MOST = 21;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier clock;
  private long start;
  private int done;
  private boolean counts;

  /** Starts now. */
  public Repetition() {
    this(System::nanoTime);
  }

  Repetition(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /** Whether there is to be another step. */
  public boolean goesOn() {
    return !counts || done < LEAST || (done < MOST && !isOver(NANOS));
  }

  /** Whether the step is one of those that count, not of the warm-up. */
  public boolean counts() {
    return counts;
  }

  /** The step is done. */
  public void next() {
    done++;
    if (!counts && (done == MOST_WARM_UP || isOver(WARM_UP_NANOS))) {
      counts = true;
      done = 0;
      start = clock.getAsLong();
    }
  }

  private boolean isOver(long nanos) {
    return clock.getAsLong() - start >= nanos;
  }
}
