package io.kindling.driver.data;

import io.kindling.partitioning.job.ListedExecutors;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Notices executors that hold none of the data and could: Spark gives them no work as long as the
 * others are soon free.
 *
 * <p>An executor is listed a moment before it takes tasks, so data divided in that moment pass it
 * by; it is tried again, but not for ever.
 */
final class ExecutorArrivals {
  /** How often data are divided anew for the same executors. */
  static final int TRIES = 3;

  private final Supplier<Set<String>> executors;
  private Set<String> tried = Set.of();
  private int tries;

  /** Those that come to a context, known by their addresses. */
  ExecutorArrivals(JavaSparkContext context) {
    this(() -> ListedExecutors.addresses(context));
  }

  ExecutorArrivals(Supplier<Set<String>> executors) {
    this.executors = executors;
  }

  /**
   * Whether dividing the data anew gives work to executors that have none. Asked once before each
   * time they are divided.
   *
   * @param holders the executors that the data were last divided over
   * @param tasks in which they work
   * @param mostTasks into which the data can be divided
   * @param cores of all executors that are there
   */
  boolean wantWork(Set<String> holders, int tasks, int mostTasks, int cores) {
    Set<String> present = executors.get();
    if (holders.containsAll(present)) {
      return false;
    }
    if (!present.equals(tried)) {
      tried = present;
      tries = 0;
    }
    boolean room = tasks < Math.min(mostTasks, cores);
    boolean went = !present.containsAll(holders);
    boolean crowded = (long) holders.size() * cores < (long) tasks * present.size();
    return (room || went || crowded) && tries++ < TRIES;
  }
}
