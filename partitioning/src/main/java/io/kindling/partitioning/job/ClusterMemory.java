package io.kindling.partitioning.job;

import io.kindling.kernels.concurrent.Uninterrupted;
import org.apache.spark.ContextCleaner;
import org.apache.spark.Dependency;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Gives memory of the executors back, and waits until they have: Spark prints stack traces of
 * removals that are under way when its context stops. An executor that does not answer is logged
 * and costs no training. A thread that is interrupted still is so afterwards.
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

  /**
   * Removes the files of the shuffle that an RDD reads, but not those of shuffles before it, which
   * may be a user's. Computed again, the RDD shuffles again.
   *
   * <p>No job that writes it may still be running, such as one whose caller was interrupted: Spark
   * no longer knows what its tasks have written then.
   */
  public static void releaseShuffle(RDD<?> rdd) {
    for (Dependency<?> dependency : CollectionConverters.asJava(rdd.dependencies())) {
      Option<ContextCleaner> cleaner = rdd.context().cleaner();
      if (dependency instanceof ShuffleDependency<?, ?, ?> shuffle && cleaner.isDefined()) {
        release(rdd, () -> cleaner.get().doCleanupShuffle(shuffle.shuffleId(), true));
      }
    }
  }

  /** Interrupting the thread that removes would end Spark's waiting half way. */
  private static void release(Object what, Runnable removal) {
    Uninterrupted.run("kindling-release", () -> remove(what, removal));
  }

  private static void remove(Object what, Runnable removal) {
    try {
      removal.run();
    } catch (Exception e) { // Spark throws checked ones undeclared
      log.warn("{} could not be removed from all executors", what, e);
    }
  }
}
