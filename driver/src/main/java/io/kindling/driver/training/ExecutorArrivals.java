package io.kindling.driver.training;

import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Notices executors that came after the data had been divided: they hold none of it, so Spark gives
 * them no work as long as the others are soon free.
 */
final class ExecutorArrivals {
  private final JavaSparkContext context;
  private Set<String> known;

  /** Those that are there now are no arrivals. */
  ExecutorArrivals(JavaSparkContext context) {
    this.context = context;
    this.known = present();
  }

  /**
   * Whether dividing the data anew gives work to executors that came.
   *
   * @param room whether there can be more tasks than there are
   */
  boolean wantWork(boolean room) {
    Set<String> present = present();
    boolean came = !known.containsAll(present);
    boolean went = !present.containsAll(known);
    if (came && (room || went)) {
      known = present;
      return true;
    }
    return false;
  }

  private Set<String> present() {
    return Set.copyOf(CollectionConverters.asJava(context.sc().getExecutorMemoryStatus()).keySet());
  }
}
