package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.NonFinite;
import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Takes steps, for one model or for several that share each pass over the data. Parameters change
 * only between the runs of a {@link StepRunner}: meanwhile others may read them, in one JVM the
 * very same arrays.
 */
public final class StepEngine implements AutoCloseable {
  private final JavaSparkContext context;
  private final ShardedData data;
  private final StepRunner<GradientSums> runner;
  private final EpochSampler sampler;
  private final long seed;
  private final List<Learner> learners;
  private final List<Broadcast<ModelRuntime>> models = new ArrayList<>();
  private final List<TouchedArray> changed; // empty where steps change more than some rows
  private final List<GradientForm> forms = new ArrayList<>();
  private StepTimes lastTimes = new StepTimes(0, 0, 0, 0, 0, 0);

  /**
   * An engine at the start of training.
   *
   * @param runner what lets the shards compute
   * @param runtimes what is computed
   * @param learners the parameters of each of them
   * @throws InvalidInputException when Spark's limit on results is too low for them
   */
  public StepEngine(
      JavaSparkContext context,
      ShardedData data,
      StepRunner.Start runner,
      EpochSampler sampler,
      long seed,
      List<ModelRuntime> runtimes,
      List<Learner> learners) {
    this.context = context;
    this.data = data;
    this.runner = runner.start(context, data);
    this.sampler = sampler;
    this.seed = seed;
    this.learners = new ArrayList<>(learners);
    runtimes.forEach(runtime -> forms.add(runtime.gradientForm()));
    this.changed = changedRows();
    try {
      this.runner.checkResultLimit(resultBytes());
      runtimes.forEach(runtime -> models.add(context.broadcast(runtime)));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * One step of every model: the gradients of batch {@code batch} of epoch {@code epoch} over the
   * cluster, then the optimizers. A loss or a gradient that is not finite leaves its parameters as
   * they were.
   *
   * @param losses for each model, those of the epochs that have ended
   * @return for each model, the loss of the batch before the step, and what is not finite
   */
  public List<StepOutcome> step(int epoch, int batch, List<List<Double>> losses) {
    StepKey step = key(epoch, batch);
    StepRunner.Done<GradientSums> done =
        runner.run(
            new StepRunner.Request<>(
                thetas(), changed, resultBytes(), new ShardGradients(models, sampler, step)));
    GradientSums sums = done.sum();
    List<StepOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < learners.size(); i++) {
      GradientSum sum = sums.of(i);
      BatchLoss loss = new BatchLoss(sum.loss(), sum.weight());
      Optional<NonFinite> found = Optional.of(NonFinite.LOSS);
      if (loss.isFinite()) {
        if (!changed.isEmpty()) {
          sum.mark(changed.get(i));
        }
        found = learners.get(i).step(sum, losses.get(i));
      }
      outcomes.add(new StepOutcome(loss, found));
    }
    lastTimes = done.times(sums.nanos());
    return outcomes;
  }

  private StepKey key(int epoch, int batch) {
    return new StepKey(seed, epoch, batch, learners.get(0).steps(), data.shardCount());
  }

  /**
   * Computes a step once more that left the parameters as they were, since something was not
   * finite, and tells where the first such value is. For an engine of one model.
   */
  public String trace(int epoch, int batch) {
    runner.rest();
    ShippedParameters shipped = ShippedParameters.of(context, thetas());
    try {
      return data.reduce(new GradientCheck(models.get(0), sampler, key(epoch, batch), shipped))
          .describe(data, 1);
    } finally {
      shipped.release();
    }
  }

  private List<TouchedArray> changedRows() {
    List<TouchedArray> thetas = new ArrayList<>();
    for (int i = 0; i < learners.size(); i++) {
      if (forms.get(i).tables().isEmpty() || !learners.get(i).stepsByRows()) {
        return List.of();
      }
      thetas.add(new TouchedArray(learners.get(i).theta(), forms.get(i).tables()));
    }
    return thetas;
  }

  private ResultBytes resultBytes() {
    long least = 0;
    long most = 0;
    for (GradientForm form : forms) {
      least += form.leastBytes();
      most += form.mostBytes(runner.shards(), runner.tasks());
    }
    return new ResultBytes(least, most);
  }

  private Parameters thetas() {
    return new Parameters(learners.stream().map(Learner::theta).toList());
  }

  /** Where the time of the last step went. */
  public StepTimes lastTimes() {
    return lastTimes;
  }

  /** Lets a model take no more steps; those behind it move up. */
  public void drop(int model) {
    learners.remove(model);
    forms.remove(model);
    if (!changed.isEmpty()) {
      changed.remove(model);
      runner.forgetParameters();
    }
    runner.rest(); // workers that have read a broadcast keep Spark from removing it
    ClusterMemory.release(models.remove(model));
  }

  /** Leaves the cluster to other jobs until the next step. */
  public void rest() {
    runner.rest();
  }

  /** How steps are run, and why so: for people. */
  public String description() {
    return runner.description();
  }

  @Override
  public void close() {
    runner.close();
    models.forEach(ClusterMemory::release);
  }
}
