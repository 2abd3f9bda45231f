package io.kindling.driver.training;

import io.kindling.driver.aggregation.CancelledJobs;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The thread that trained was interrupted. Its job is cancelled, what was cached is given back, and
 * the thread's interrupted flag is set again.
 */
public final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TrainingInterruptedException(Throwable cause) {
    super("training was interrupted", cause);
  }

  /**
   * Does some work that starts Spark jobs, none of which outlives it. Spark throws an {@link
   * InterruptedException} out of methods that do not declare it.
   *
   * @throws TrainingInterruptedException in its place
   */
  static <T> T insteadOfUndeclared(JavaSparkContext context, Supplier<T> work) {
    try {
      return CancelledJobs.after(context, work);
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InterruptedException) {
          Thread.currentThread().interrupt();
          throw new TrainingInterruptedException(e);
        }
      }
      throw e;
    }
  }
}
