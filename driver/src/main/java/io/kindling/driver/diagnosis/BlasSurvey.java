package io.kindling.driver.diagnosis;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.BlasDescription;
import io.kindling.kernels.blas.GemmSpeed;
import io.kindling.partitioning.job.ListedExecutors;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Asks the executors what computes their matrix products. */
public final class BlasSurvey {
  private static final int TASKS_PER_CORE = 4;
  private static final int SIZE = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 100;

  private BlasSurvey() {}

  /** What an executor answered. Travels, under Kryo too, hence no record. */
  public static final class Answer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String executor;
    private final String host;
    private final BlasDescription blas;
    private final double gigaflops;

    /**
     * An answer.
     *
     * @param executor Spark's name of the executor
     * @param host the machine it runs on
     * @param blas its BLAS
     * @param gigaflops the measured speed in GFLOP/s; 0 if it was not measured
     */
    public Answer(String executor, String host, BlasDescription blas, double gigaflops) {
      this.executor = executor;
      this.host = host;
      this.blas = blas;
      this.gigaflops = gigaflops;
    }

    /** Spark's name of the executor. */
    public String executor() {
      return executor;
    }

    /** The machine it runs on. */
    public String host() {
      return host;
    }

    /** Its BLAS. */
    public BlasDescription blas() {
      return blas;
    }

    /** The measured speed in GFLOP/s; 0 if it was not measured. */
    public double gigaflops() {
      return gigaflops;
    }
  }

  /**
   * Runs a job of a few tasks for each core and returns an answer from each executor that took one,
   * in the order of their names. Those that are listed and gave none are waited for a little: one
   * that has just come may take no tasks yet, or its first task, which loads the library, is so
   * slow that a copy on another executor answers in its place.
   *
   * @param seconds how long each task measures its speed; 0 for not at all
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static List<Answer> run(JavaSparkContext context, double seconds) {
    long start = System.nanoTime();
    Map<String, Answer> byExecutor = new TreeMap<>();
    ask(context, seconds, byExecutor);
    while (byExecutor.size() < ListedExecutors.addresses(context).size()
        && System.nanoTime() - start < PATIENCE.toNanos()) {
      pause();
      ask(context, seconds, byExecutor);
    }
    return List.copyOf(byExecutor.values());
  }

  private static void ask(
      JavaSparkContext context, double seconds, Map<String, Answer> byExecutor) {
    int cores = Math.max(context.defaultParallelism(), ClusterCores.offered(context));
    int tasks = TASKS_PER_CORE * cores;
    for (Answer answer :
        context.parallelize(Collections.nCopies(tasks, seconds), tasks).map(new Ask()).collect()) {
      byExecutor.merge(answer.executor(), answer, (a, b) -> a.gigaflops() >= b.gigaflops() ? a : b);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobInterruptedException(e);
    }
  }

  private static final class Ask implements Function<Double, Answer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Answer call(Double seconds) {
      Blas blas = Blas.get();
      return new Answer(
          SparkEnv.get().executorId(),
          SparkEnv.get().blockManager().blockManagerId().host(),
          blas.description(),
          seconds > 0 ? GemmSpeed.measure(blas, SIZE, seconds) : 0);
    }
  }
}
