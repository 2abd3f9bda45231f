package io.kindling.driver.diagnosis;

import io.kindling.kernels.blas.Blas;
import io.kindling.kernels.blas.BlasDescription;
import io.kindling.kernels.blas.GemmSpeed;
import java.io.Serializable;
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
   * in the order of their names.
   *
   * @param seconds how long each task measures its speed; 0 for not at all
   */
  public static List<Answer> run(JavaSparkContext context, double seconds) {
    int tasks = TASKS_PER_CORE * context.defaultParallelism();
    List<Answer> answers =
        context.parallelize(Collections.nCopies(tasks, seconds), tasks).map(new Ask()).collect();
    Map<String, Answer> byExecutor = new TreeMap<>();
    for (Answer answer : answers) {
      byExecutor.merge(answer.executor(), answer, (a, b) -> a.gigaflops() >= b.gigaflops() ? a : b);
    }
    return List.copyOf(byExecutor.values());
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
