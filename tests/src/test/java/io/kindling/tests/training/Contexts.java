package io.kindling.tests.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.tests.Project;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark contexts that stay on this machine. */
public final class Contexts {
  private Contexts() {}

  /** A context for {@code master}. */
  public static JavaSparkContext start(String master) {
    return start(master, Map.of());
  }

  /** The same, with more settings of Spark's. */
  public static JavaSparkContext start(String master, Map<String, String> settings) {
    Project.createSparkHome();
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("kindling tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            // Executors of local-cluster are JVMs of their own, without an installed Spark.
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.executor.extraJavaOptions", Project.SHORT_LIVED)
            .set("spark.executor.memory", "512m");
    settings.forEach(conf::set);
    return new JavaSparkContext(conf);
  }

  /** Waits until {@code count} executors of their own JVMs are there. */
  public static void awaitExecutors(JavaSparkContext context, int count) {
    awaitExecutor(() -> context.sc().getExecutorMemoryStatus().size() > count);
  }

  /**
   * Waits until so many executors of so many cores together take tasks, which they do a moment
   * after they are listed.
   */
  static void awaitAtWork(JavaSparkContext context, int executors, int cores) {
    context.setJobDescription("who takes tasks");
    List<Integer> tasks = Collections.nCopies(cores, 0);
    awaitExecutor(
        () ->
            context.parallelize(tasks, cores).map(Contexts::executor).distinct().count()
                == executors);
  }

  private static String executor(int ignored) throws InterruptedException {
    Thread.sleep(20); // so that no executor takes the tasks of others
    return SparkEnv.get().executorId();
  }

  /** Waits until an executor has come, which {@code there} tells. */
  static void awaitExecutor(BooleanSupplier there) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!there.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "no executor came");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
