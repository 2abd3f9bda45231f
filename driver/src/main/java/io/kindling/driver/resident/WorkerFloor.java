package io.kindling.driver.resident;

import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.Repetition;
import io.kindling.driver.aggregation.StepSettings;
import io.kindling.driver.aggregation.StepWork;
import io.kindling.driver.optimizer.ReplicaSum;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.shard.Shard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** What a step by workers costs that computes nothing, but returns as much as it was given. */
public final class WorkerFloor {
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private WorkerFloor() {}

  /**
   * The median seconds of some steps after others that do not count, with a worker for each core;
   * nothing if workers are unwanted, cannot be had or do not come.
   */
  public static Optional<Double> measure(JavaSparkContext context, int parameters) {
    if (StepSettings.steps(context.getConf()) == StepSettings.Steps.JOBS) {
      return Optional.empty();
    }
    int workers = context.defaultParallelism();
    Broadcast<Crews> crews = context.broadcast(new Crews());
    try (WorkersEndpoint<ReplicaSum> endpoint =
        new WorkersEndpoint<>("kindling-floor-" + UUID.randomUUID())) {
      JavaRDD<Shard> nothing = context.parallelize(List.of(), workers);
      WorkerJob<ReplicaSum> job =
          WorkerJob.start(context, endpoint, 1, nothing, workers, MOST_NANOS, crews);
      try {
        return measure(job, new StepTask<>(new Echo(workers), theta(parameters)));
      } finally {
        job.end();
      }
    } catch (LinkageError e) {
      return Optional.empty(); // as training says with its first step
    } finally {
      ClusterMemory.release(crews);
    }
  }

  private static Parameters theta(int parameters) {
    return new Parameters(new float[parameters]);
  }

  private static Optional<Double> measure(WorkerJob<ReplicaSum> job, StepTask<ReplicaSum> task) {
    List<Double> seconds = new ArrayList<>();
    for (Repetition repetition = new Repetition(); repetition.goesOn(); repetition.next()) {
      long start = System.nanoTime();
      try {
        if (job.exchange().run(task, false) == null) {
          return Optional.empty();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      if (repetition.counts()) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
    }
    Collections.sort(seconds);
    return Optional.of(seconds.get(seconds.size() / 2));
  }

  /** Returns a leaf for each task, as long as the parameters. */
  private static final class Echo implements StepWork<ReplicaSum> {
    private static final long serialVersionUID = 1L;

    private final int leaves;

    Echo(int leaves) {
      this.leaves = leaves;
    }

    @Override
    public Computed<ReplicaSum> compute(Parameters parameters, Iterator<Shard> nothing) {
      TreeSum<ReplicaSum> sum = new TreeSum<>(leaves);
      sum.addLeaf(TaskContext.getPartitionId(), new ReplicaSum(parameters.of(0).length, 0, 0));
      return new Computed<>(sum.subtrees(), () -> {});
    }
  }
}
