package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.partitioning.job.StartedJob;
import io.kindling.partitioning.shard.Shard;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A job of workers that runs: Spark's side of it, and ours. */
final class WorkerJob<T extends Mergeable<T>> {
  private static final String DESCRIPTION = "spark.job.description";

  /** How long others wait at most for a worker that Spark has still to start, or to start again. */
  private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long LEAST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long workers may take to go before Spark is to kill their tasks. */
  private static final long MOST_MILLIS_TO_GO = 1000;

  private static final long MOST_MILLIS_TO_DIE = 10_000;

  private final Exchange<T> exchange;
  private final StartedJob spark;
  private final int workers;
  private final long end;

  private WorkerJob(Exchange<T> exchange, StartedJob spark, int workers, long end) {
    this.exchange = exchange;
    this.spark = spark;
    this.workers = workers;
    this.end = end;
  }

  /**
   * Starts a job.
   *
   * @param shards a range of them in each partition
   * @param leaves how many shards there are
   * @param mostNanos that the job should take
   */
  static <T extends Mergeable<T>> WorkerJob<T> start(
      JavaSparkContext context,
      WorkersEndpoint<T> endpoint,
      long number,
      JavaRDD<Shard> shards,
      int leaves,
      long mostNanos,
      Broadcast<Crews> crews) {
    long end = System.nanoTime() + mostNanos;
    int workers = shards.getNumPartitions();
    Exchange<T> exchange = new Exchange<>(workers, leaves, patience(mostNanos));
    Party<T> here = new Party<>(null);
    Crew<T> crew = new Crew<>(leaves, report -> exchange.tell(here, null, report), mostNanos);
    here.connect(crew);
    endpoint.serve(new WorkersEndpoint.Job<>(number, exchange, crew));
    Worker<T> worker =
        new Worker<>(endpoint.address(), endpoint.name(), number, leaves, mostNanos, crews);
    String description = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(
        DESCRIPTION, description == null ? "steps of a training" : description + " and on");
    try {
      StartedJob spark = StartedJob.start(shards, worker, exchange::end);
      return new WorkerJob<>(exchange, spark, workers, end);
    } finally {
      context.setLocalProperty(DESCRIPTION, description);
    }
  }

  private static long patience(long mostNanos) {
    return Math.max(LEAST_PATIENCE_NANOS, Math.min(mostNanos, MOST_PATIENCE_NANOS));
  }

  Exchange<T> exchange() {
    return exchange;
  }

  /** How many workers it has. */
  int workers() {
    return workers;
  }

  /** Whether others should get their turn. */
  boolean isOld() {
    return System.nanoTime() > end;
  }

  /** Whether Spark has ended it. */
  boolean hasEnded() {
    return spark.hasEnded();
  }

  /** What Spark has ended it for, if that is no good. */
  Optional<Throwable> failure() {
    return spark.failure();
  }

  /**
   * Sends the workers away, and waits until Spark knows that they went; those that do not go are
   * killed. A thread that is interrupted meanwhile is so afterwards.
   */
  void end() {
    exchange.end();
    boolean interrupted = Thread.interrupted();
    try {
      if (!spark.awaitEnd(MOST_MILLIS_TO_GO)) {
        spark.cancel();
        spark.awaitEnd(MOST_MILLIS_TO_DIE);
      }
    } catch (InterruptedException e) {
      spark.cancel();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
