package io.kindling.driver.aggregation;

import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Names the jobs that the calling thread starts, for Spark's web pages, and gives the thread's own
 * description back afterwards: the context may be somebody else's.
 */
public final class JobDescription implements AutoCloseable {
  private static final String PROPERTY = "spark.job.description";

  private final JavaSparkContext context;
  // Spark gives null for a property that is not set, and takes null to unset it.
  private final @Nullable String before;

  /** Remembers the thread's own description. */
  public JobDescription(JavaSparkContext context) {
    this.context = context;
    this.before = context.getLocalProperty(PROPERTY);
  }

  /** Names the jobs from now on. */
  public void set(String description) {
    context.setLocalProperty(PROPERTY, description);
  }

  @Override
  public void close() {
    context.setLocalProperty(PROPERTY, before);
  }
}
