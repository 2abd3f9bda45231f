package io.kindling.driver.resident;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.ResultBytes;
import io.kindling.driver.aggregation.StepJobs;
import io.kindling.driver.aggregation.StepRunner;
import io.kindling.driver.aggregation.StepSettings;
import io.kindling.kernels.reduction.Sliceable;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps by workers, jobs of which follow each other, and as jobs of their own where workers
 * are not worth it or cannot be had ({@link StepChoice}).
 *
 * @param <T> the sum
 */
public final class ResidentSteps<T extends Sliceable<T>> implements StepRunner<T> {
  private static final Logger log = LoggerFactory.getLogger(ResidentSteps.class);

  /** How often a step is begun with workers before it becomes a job. */
  private static final int MOST_ATTEMPTS = 3;

  private final JavaSparkContext context;
  private final ShardedData data;
  private final StepRunner<T> jobs;
  private final WorkersEndpoint<T> endpoint;
  private final Broadcast<Crews> crews;
  private final long mostNanos;
  private @Nullable WorkerJob<T> running;
  private long started;
  private long jobsUntil = System.nanoTime();
  private String description = "";

  private ResidentSteps(JavaSparkContext context, ShardedData data, WorkersEndpoint<T> endpoint) {
    this.context = context;
    this.data = data;
    this.jobs = new StepJobs<>(context, data);
    this.endpoint = endpoint;
    this.mostNanos = (long) (1e9 * StepSettings.residentSeconds(context.getConf()));
    this.crews = context.broadcast(new Crews());
  }

  /**
   * A runner for the shards of a training: of jobs alone where these are wanted, or where Spark has
   * no such RPC as workers need.
   */
  public static <T extends Sliceable<T>> StepRunner<T> start(
      JavaSparkContext context, ShardedData data) {
    if (StepSettings.steps(context.getConf()) == StepSettings.Steps.JOBS) {
      return new StepJobs<>(context, data);
    }
    try {
      return new ResidentSteps<T>(
          context, data, new WorkersEndpoint<T>("kindling-" + UUID.randomUUID()));
    } catch (LinkageError e) {
      log.warn("this Spark has no RPC for workers that stay: each step is a job of its own", e);
      return new StepJobs<>(context, data);
    }
  }

  @Override
  public Done<T> run(Request<T> request) {
    for (int attempt = 0;
        attempt < MOST_ATTEMPTS && jobsUntil - System.nanoTime() <= 0;
        attempt++) {
      WorkerJob<T> workers = workers(request);
      if (workers == null) {
        break;
      }
      Optional<Done<T>> done = run(workers, request);
      if (done.isPresent()) {
        return done.get();
      }
    }
    return jobs.run(request);
  }

  private Optional<Done<T>> run(WorkerJob<T> workers, Request<T> request) {
    long start = System.nanoTime();
    boolean last = workers.isOld();
    Exchange.Total<T> total;
    try {
      total = workers.exchange().run(new StepTask<>(request.work(), request.parameters()), last);
    } catch (InterruptedException e) {
      throw new JobInterruptedException(e);
    }
    long end = System.nanoTime();
    if (total == null) {
      giveUp(workers);
      return Optional.empty();
    }
    if (last) {
      endJob();
    }
    return Optional.of(
        new Done<>(
            total.sum(),
            workers.workers(),
            total.giveNanos(),
            end - start - total.giveNanos(),
            total.slowestNanos(),
            total.mergeNanos()));
  }

  /** The workers there are, or new ones; null where there are to be none. */
  private @Nullable WorkerJob<T> workers(Request<T> request) {
    if (running != null && running.exchange().isOver()) { // between two steps
      Optional<Throwable> failure = running.failure();
      endJob();
      failure.ifPresent(ResidentSteps::rethrow);
    }
    if (running == null) {
      int slots = slots();
      JavaRDD<Shard> shards = data.shards();
      StepChoice choice =
          StepChoice.of(
              context.sc(),
              shards,
              slots,
              request.parameters().bytes(),
              !request.changed().isEmpty());
      say(choice, Math.min(slots, shards.getNumPartitions()));
      if (!choice.resident()) {
        restFromWorkers();
        return null;
      }
      JavaRDD<Shard> ranges = slots < shards.getNumPartitions() ? shards.coalesce(slots) : shards;
      running =
          WorkerJob.start(
              context, endpoint, ++started, ranges, data.shardCount(), mostNanos, crews);
    }
    return running;
  }

  private void say(StepChoice choice, int workers) {
    String said =
        choice.resident()
            ? "%s (%s)"
                .formatted(
                    workers == 1 ? "1 worker that stays" : workers + " workers that stay",
                    choice.reason())
            : "a Spark job for each step (%s)".formatted(choice.reason());
    if (!said.equals(description)) {
      log.info("steps are run by {}", said);
      description = said;
    }
  }

  /** Lets steps be jobs for as long as a job of workers would take. */
  private void restFromWorkers() {
    jobsUntil = System.nanoTime() + mostNanos;
  }

  /** How many tasks can run at a time, whoever's they are. */
  private int slots() {
    return context
        .sc()
        .maxNumConcurrentTasks(context.sc().resourceProfileManager().defaultResourceProfile());
  }

  @Override
  public void rest() {
    endJob();
  }

  /**
   * What to do when workers did not finish a step: begin it again, with as many as there are slots.
   * Where there are enough, others have them, and only jobs of steps can share them.
   */
  private void giveUp(WorkerJob<T> workers) {
    running = null;
    boolean missing = !workers.exchange().isOver();
    Optional<Throwable> failure = workers.hasEnded() ? workers.failure() : Optional.empty();
    workers.end();
    failure.ifPresent(ResidentSteps::rethrow);
    data.checkUnchanged();
    if (missing && slots() >= workers.workers()) {
      log.info("other jobs have slots that workers need: each step is a Spark job for a while");
      restFromWorkers();
    }
  }

  private void endJob() {
    WorkerJob<T> ending = running;
    if (ending != null) {
      running = null;
      ending.end();
      data.checkUnchanged();
    }
  }

  /** As Spark does with what a job failed of, declared or not. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }

  @Override
  public void checkResultLimit(ResultBytes results) {
    jobs.checkResultLimit(results);
  }

  @Override
  public void forgetParameters() {
    jobs.forgetParameters();
  }

  @Override
  public int tasks() {
    return jobs.tasks();
  }

  @Override
  public int shards() {
    return jobs.shards();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    if (running != null) {
      running.end();
      running = null;
    }
    endpoint.close();
    ClusterMemory.release(crews);
    jobs.close();
  }
}
