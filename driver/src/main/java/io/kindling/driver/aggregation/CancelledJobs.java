package io.kindling.driver.aggregation;

import io.kindling.kernels.concurrent.Interrupts;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Work whose Spark jobs do not outlive it: an interrupt takes a thread out of its wait for a job,
 * which itself would go on while its data are given back.
 */
public final class CancelledJobs {
  private CancelledJobs() {}

  /** Does the work, then cancels those of the jobs it has started that still run. */
  public static <T> T after(JavaSparkContext context, Supplier<T> work) {
    String tag = "kindling-" + UUID.randomUUID();
    ThreadProperties own = new ThreadProperties(context);
    try {
      context.addJobTag(tag);
      return work.get();
    } finally {
      own.close();
      if (!context.sc().isStopped()) {
        context.cancelJobsWithTag(tag);
      }
    }
  }

  /**
   * The same for the whole of what somebody asked for. Spark throws an {@link InterruptedException}
   * out of methods that do not declare it, and file systems have exceptions of their own for that.
   *
   * @throws JobInterruptedException in its place; the thread's flag is set again
   */
  public static <T> T afterInterruptible(JavaSparkContext context, Supplier<T> work) {
    try {
      return after(context, work);
    } catch (Exception e) {
      if (Interrupts.caused(e)) {
        Thread.currentThread().interrupt();
        throw new JobInterruptedException(e);
      }
      throw e;
    }
  }
}
