package io.kindling.driver.aggregation;

import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Properties of Spark's that are the calling thread's own until this is closed, to begin with as
 * they are. Threads may have one object of them together, as those have in which PySpark's searches
 * fit: what one of them sets would be set for the jobs of the others, and a tag by which it cancels
 * its jobs would cancel theirs.
 */
public final class ThreadProperties implements AutoCloseable {
  private final SparkContext context;
  private final Properties before;

  /** Gives the thread a copy. */
  public ThreadProperties(JavaSparkContext context) {
    this.context = context.sc();
    this.before = this.context.getLocalProperties();
    this.context.setLocalProperties((Properties) before.clone());
  }

  /** Gives the thread those back that it had; what was set in between is forgotten. */
  @Override
  public void close() {
    context.setLocalProperties(before);
  }
}
