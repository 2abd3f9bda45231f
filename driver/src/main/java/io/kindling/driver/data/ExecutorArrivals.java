package io.kindling.driver.data;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Notices executors that came after the data had been divided: they hold none of it, so Spark gives
 * them no work as long as the others are soon free.
 */
final class ExecutorArrivals {
  private final Supplier<Set<String>> executors;
  private Set<String> known;

  /** Those that are there now are not arrivals. */
  ExecutorArrivals(JavaSparkContext context) {
    this(
        () ->
            Set.copyOf(
                CollectionConverters.asJava(context.sc().getExecutorMemoryStatus()).keySet()));
  }

  ExecutorArrivals(Supplier<Set<String>> executors) {
    this.executors = executors;
    this.known = executors.get();
  }

  /**
   * Whether dividing the data anew gives work to executors that came.
   *
   * @param room whether there can be more tasks than there are
   */
  boolean wantWork(boolean room) {
    Set<String> present = executors.get();
    if (known.containsAll(present)) {
      return false;
    }
    // Those that went are still listed until another comes in their place.
    boolean went = !present.containsAll(known);
    known = present;
    return room || went;
  }
}
