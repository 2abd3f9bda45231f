package io.kindling.submit.command;

import io.kindling.driver.training.Incident;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The Spark context of a command: what the user set, and what the step needs where nothing is set.
 */
final class SparkContexts {
  private static final long SETTLE_MILLIS = 1000;
  private static final long POLL_MILLIS = 50;

  private SparkContexts() {}

  /**
   * Starts Spark and, on a cluster, waits until no more executors come: those that come later get
   * work at the next epoch only.
   *
   * @param master where to run; null to take what spark-submit was given, or this machine
   * @param wanted cores without which it does not begin
   * @param told hears of a wait for them
   * @throws SparkStartException when there are not as many in time
   */
  static JavaSparkContext start(
      String name, @Nullable String master, Optional<WantedCores> wanted, Consumer<Incident> told) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", name);
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    SparkMaster.check(conf, System.getenv());
    SparkSettings.check(conf);
    SparkDefaults.applyTo(conf);
    MissingMemory.applyTo(conf);
    TaskLog.applyTo(conf);
    JavaSparkContext context = start(conf);
    boolean ready = false;
    try {
      wanted.ifPresent(cores -> cores.await(context, System.err, told));
      awaitExecutors(context);
      ready = true;
      return context;
    } finally {
      if (!ready) {
        context.stop();
      }
    }
  }

  /** What Spark cannot make of its settings comes as one of these exceptions. */
  private static JavaSparkContext start(SparkConf conf) {
    try {
      return newContext(conf);
    } catch (IllegalArgumentException | ClassNotFoundException e) {
      throw SparkSettings.refused(conf, e);
    }
  }

  /** The Scala constructor throws what it does not declare. */
  private static JavaSparkContext newContext(SparkConf conf) throws ClassNotFoundException {
    return new JavaSparkContext(conf);
  }

  private static void awaitExecutors(JavaSparkContext context) {
    int executors = 0;
    context.parallelize(List.of(0), 1).count(); // returns once there is an executor
    long settled = System.nanoTime();
    while (executors(context) > 1 && millisSince(settled) < SETTLE_MILLIS) {
      if (executors(context) != executors) {
        executors = executors(context);
        settled = System.nanoTime();
      }
      sleep();
    }
  }

  /** The executors and the driver, which counts as one; in one JVM it is the only one. */
  private static int executors(JavaSparkContext context) {
    return context.sc().statusTracker().getExecutorInfos().length;
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", e);
    }
  }
}
