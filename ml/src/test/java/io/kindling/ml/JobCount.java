package io.kindling.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts the jobs and tasks that some work takes, as Spark tells its listeners of them. */
final class JobCount extends SparkListener {
  private final SparkContext context;
  private final List<String> jobs = new ArrayList<>();
  private int tasks;

  private JobCount(SparkContext context) {
    this.context = context;
  }

  /** What some work takes. */
  static JobCount of(SparkSession session, Runnable work) {
    JobCount count = new JobCount(session.sparkContext());
    count.await();
    session.sparkContext().addSparkListener(count);
    try {
      work.run();
      count.await();
    } finally {
      session.sparkContext().removeSparkListener(count);
    }
    return count;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    jobs.add(String.valueOf(job.properties().getProperty("spark.job.description", "")));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    tasks++;
  }

  /** The jobs of such a description. */
  synchronized long jobs(Predicate<String> description) {
    return jobs.stream().filter(description).count();
  }

  /** All tasks. */
  synchronized int tasks() {
    return tasks;
  }

  @Override
  public synchronized String toString() {
    return "%s tasks of %s jobs: %s".formatted(tasks, jobs.size(), jobs);
  }

  /** Spark tells its listeners on a thread of its own. */
  private void await() {
    try {
      context.listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners were not told in time", e);
    }
  }
}
