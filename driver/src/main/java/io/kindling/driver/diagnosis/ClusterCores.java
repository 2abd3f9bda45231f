package io.kindling.driver.diagnosis;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.kernels.spec.Require;
import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The cores that executors offer. Data are packed for those that are there, and those that come
 * later get work at the next epoch only, so it may be worth while to wait.
 */
public final class ClusterCores {
  private static final String TASK_CPUS = "spark.task.cpus";
  private static final long POLL_MILLIS = 50;

  private ClusterCores() {}

  /** How many there are now, in use or not. */
  public static int offered(JavaSparkContext context) {
    int slots =
        context
            .sc()
            .maxNumConcurrentTasks(context.sc().resourceProfileManager().defaultResourceProfile());
    return slots * context.getConf().getInt(TASK_CPUS, 1);
  }

  /** Whether there may be more later: where Spark runs in one JVM there cannot. */
  public static boolean mayGrow(JavaSparkContext context) {
    return !context.isLocal();
  }

  /**
   * Waits until there are so many, or cannot be, or the time is over. Where executors are allocated
   * dynamically, they come when there is work for them, or as {@code
   * spark.dynamicAllocation.minExecutors} says.
   *
   * @param least at least 1
   * @return how many there are then
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static int await(JavaSparkContext context, int least, Duration atMost) {
    Require.atLeast(1, "Cores", least);
    long start = System.nanoTime();
    int cores = offered(context);
    while (cores < least && mayGrow(context) && System.nanoTime() - start < atMost.toNanos()) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JobInterruptedException(e);
      }
      cores = offered(context);
    }
    return cores;
  }
}
