package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.NonFinite;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OptimizerState;
import io.kindling.driver.optimizer.ParameterUpdate;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.ReplicaSum;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.reduction.TreeSum;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.Shard;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * What a task does in a round of local steps: each of its shards starts from the parameters that
 * travelled and takes a step for every batch of the round, over its share of it; up to one of which
 * something is not finite.
 */
final class LocalRound implements StepWork<ReplicaSum> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelRuntime> model;
  private final EpochSampler sampler;
  private final StepKey first;
  private final Optimizer optimizer;
  private final Penalty penalty;
  private final @Nullable Clipping clipping; // an Optional does not travel
  private final OptimizerState.Progress progress;
  private final double[] rates;

  /**
   * @param first the first step of the round
   * @param rates the learning rate of each step
   */
  LocalRound(
      Broadcast<ModelRuntime> model,
      EpochSampler sampler,
      StepKey first,
      UpdateRule rule,
      OptimizerState.Progress progress,
      double[] rates) {
    this.model = model;
    this.sampler = sampler;
    this.first = first;
    this.optimizer = rule.optimizer();
    this.penalty = rule.penalty();
    this.clipping = rule.clipping().orElse(null);
    this.progress = progress;
    this.rates = rates.clone();
  }

  /**
   * The steps.
   *
   * @param parameters the model's, then the moments that the shards' optimizers start with, if any
   */
  @Override
  public Computed<ReplicaSum> compute(Parameters parameters, Iterator<Shard> range) {
    ModelRuntime.Scratch scratch = model.value().scratch();
    ReplicaScratch replicas = scratch.replicas(rule(), parameters.count() - 1);
    replicas.sums().startTask();
    TreeSum<ReplicaSum> sum = new TreeSum<>(first.shards(), replicas.sums()::giveBack);
    while (range.hasNext()) {
      Shard shard = range.next();
      ReplicaSum leaf = replicas.sums().take();
      descend(shard, parameters, scratch, replicas, leaf);
      sum.addLeaf(shard.index(), leaf);
    }
    return new Computed<>(sum.subtrees(), replicas.sums()::leave);
  }

  private UpdateRule rule() {
    return new UpdateRule(optimizer, penalty, Optional.ofNullable(clipping), Optional.empty());
  }

  private void descend(
      Shard shard,
      Parameters parameters,
      ModelRuntime.Scratch scratch,
      ReplicaScratch replicas,
      ReplicaSum leaf) {
    long started = System.nanoTime();
    ParameterUpdate replica = replicas.replica();
    GradientSum gradient = replicas.gradient();
    replica.restart(parameters.of(0), parameters.rest(), progress);
    double loss = 0;
    double weight = 0;
    Optional<NonFinite> found = Optional.empty();
    for (int i = 0; i < rates.length && found.isEmpty(); i++) {
      ShardPass pass = new ShardPass(sampler, first.plus(i));
      if (pass.rows(shard) > 0) {
        pass.gradient(model.value(), shard, replica.theta(), scratch, gradient);
        loss += gradient.loss();
        weight += gradient.weight();
        found = step(replica, gradient, rates[i]);
      }
    }
    long nanos = System.nanoTime() - started;
    leaf.set(parameters.of(0), replica, loss, weight, nanos, found);
  }

  /**
   * The first value in the steps of a shard that is not finite: each step is looked at, then taken.
   */
  FirstNonFinite check(Parameters parameters, Shard shard) {
    ModelRuntime.Scratch scratch = model.value().scratch();
    ReplicaScratch replicas = scratch.replicas(rule(), parameters.count() - 1);
    ParameterUpdate replica = replicas.replica();
    GradientSum gradient = replicas.gradient();
    replica.restart(parameters.of(0), parameters.rest(), progress);
    for (int i = 0; i < rates.length; i++) {
      ShardPass pass = new ShardPass(sampler, first.plus(i));
      FirstNonFinite found =
          pass.check(i, model.value(), shard, replica.theta(), scratch, gradient);
      if (found.isPresent()) {
        return found;
      }
      if (pass.rows(shard) > 0) {
        pass.gradient(model.value(), shard, replica.theta(), scratch, gradient);
        if (step(replica, gradient, rates[i]).isPresent()) {
          return FirstNonFinite.of(i, shard.index(), -1, replica.firstNonFinite());
        }
      }
    }
    return FirstNonFinite.none();
  }

  /** All shards of the training. */
  int shards() {
    return first.shards();
  }

  private static Optional<NonFinite> step(
      ParameterUpdate replica, GradientSum gradient, double rate) {
    return Double.isFinite(gradient.loss())
        ? replica.step(gradient, rate)
        : Optional.of(NonFinite.LOSS);
  }
}
