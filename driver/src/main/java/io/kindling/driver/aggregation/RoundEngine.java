package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.NonFinite;
import io.kindling.driver.optimizer.OuterLearner;
import io.kindling.driver.optimizer.ReplicaSum;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Takes rounds of local steps. */
public final class RoundEngine implements AutoCloseable {
  private final JavaSparkContext context;
  private final ShardedData data;
  private final StepRunner<ReplicaSum> runner;
  private final EpochSampler sampler;
  private final long seed;
  private final OuterLearner learner;
  private final Broadcast<ModelRuntime> model;

  /**
   * An engine at the start of training.
   *
   * @param runner what lets the shards compute
   * @throws InvalidInputException when Spark's limit on results is too low for the parameters
   */
  public RoundEngine(
      JavaSparkContext context,
      ShardedData data,
      StepRunner.Start runner,
      EpochSampler sampler,
      long seed,
      ModelRuntime runtime,
      OuterLearner learner) {
    this.context = context;
    this.data = data;
    this.runner = runner.start(context, data);
    this.sampler = sampler;
    this.seed = seed;
    this.learner = learner;
    try {
      this.runner.checkResultLimit(resultBytes());
      this.model = context.broadcast(runtime);
    } catch (Throwable e) {
      this.runner.close();
      throw e;
    }
  }

  /**
   * What a round came to.
   *
   * @param outcome the loss of its batches, and what is not finite
   * @param times where its time went
   */
  public record Round(StepOutcome outcome, StepTimes times) {}

  /**
   * One round: a step of every shard for each of {@code batches} batches of an epoch, from {@code
   * batch} on, then the outer optimizer. A loss or a mean of the shards that is not finite leaves
   * the parameters as they were.
   *
   * @param losses those of the epochs that have ended
   */
  public Round round(int epoch, int batch, int batches, List<Double> losses) {
    return round(epoch, batch, batches, losses, true);
  }

  /** The same, but the parameters stay as they are. */
  public Round rehearse(int epoch, int batch, int batches) {
    return round(epoch, batch, batches, List.of(), false);
  }

  private Round round(int epoch, int batch, int batches, List<Double> losses, boolean counts) {
    double[] rates = learner.rates(batches, losses);
    StepRunner.Done<ReplicaSum> done =
        runner.run(
            new StepRunner.Request<>(
                travelling(), List.of(), resultBytes(), work(epoch, batch, rates)));
    ReplicaSum sum = done.sum();
    BatchLoss loss = new BatchLoss(sum.loss(), sum.weight());
    Optional<NonFinite> found = loss.isFinite() ? Optional.empty() : Optional.of(NonFinite.LOSS);
    if (counts && loss.isFinite()) {
      found = learner.step(sum, rates, losses);
    }
    return new Round(new StepOutcome(loss, found), done.times(sum.nanos()));
  }

  private LocalRound work(int epoch, int batch, double[] rates) {
    StepKey first = new StepKey(seed, epoch, batch, learner.steps(), data.shardCount());
    return new LocalRound(model, sampler, first, learner.inner(), learner.progress(), rates);
  }

  /**
   * Computes a round once more that left the parameters as they were, since something was not
   * finite, and tells where the first such value is.
   */
  public String trace(int epoch, int batch, int batches, List<Double> losses) {
    runner.rest();
    LocalRound round = work(epoch, batch, learner.rates(batches, losses));
    ShippedParameters shipped = ShippedParameters.of(context, travelling());
    try {
      return data.reduce(new RoundCheck(round, shipped)).describe(data, batches);
    } finally {
      shipped.release();
    }
  }

  /** Leaves the cluster to other jobs until the next round. */
  public void rest() {
    runner.rest();
  }

  /** How rounds are run, and why so: for people. */
  public String description() {
    return runner.description();
  }

  /** The parameters, and the moments if they are averaged. */
  private Parameters travelling() {
    List<float[]> travelling = new ArrayList<>();
    travelling.add(learner.theta());
    travelling.addAll(learner.moments());
    return new Parameters(travelling);
  }

  /** A task returns as much as it was given. */
  private ResultBytes resultBytes() {
    long bytes = travelling().bytes();
    return new ResultBytes(bytes, bytes * runner.tasks());
  }

  @Override
  public void close() {
    runner.close();
    ClusterMemory.release(model);
  }
}
