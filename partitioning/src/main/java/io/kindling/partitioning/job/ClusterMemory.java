package io.kindling.partitioning.job;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory of the executors back, and waits until they have: Spark prints stack traces of
 * removals that are under way when its context stops. An executor that does not answer is logged
 * and costs no training.
 */
public final class ClusterMemory {
  private static final Logger log = LoggerFactory.getLogger(ClusterMemory.class);

  private ClusterMemory() {}

  /** Removes a broadcast value everywhere; it cannot be used again. */
  public static void release(Broadcast<?> broadcast) {
    release(broadcast, () -> broadcast.destroy(true));
  }

  /** Removes the cached partitions of an RDD; used again, it is computed again. */
  public static void release(JavaRDD<?> rdd) {
    release(rdd, () -> rdd.unpersist(true));
  }

  /** Removes the files of the shuffles that an RDD reads, but not what was cached before them. */
  public static void releaseShuffles(RDD<?> rdd) {
    release(rdd, () -> rdd.cleanShuffleDependencies(true));
  }

  private static void release(Object what, Runnable removal) {
    try {
      removal.run();
    } catch (Exception e) { // Spark throws checked ones undeclared
      log.warn("{} could not be removed from all executors", what, e);
    }
  }
}
