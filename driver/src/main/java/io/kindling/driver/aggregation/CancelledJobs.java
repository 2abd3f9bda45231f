package io.kindling.driver.aggregation;

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
    context.addJobTag(tag);
    try {
      return work.get();
    } finally {
      context.removeJobTag(tag);
      if (!context.sc().isStopped()) {
        context.cancelJobsWithTag(tag);
      }
    }
  }
}
