package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.OptimizerState;
import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Takes steps: one Spark job each. It owns the parameters θ, which change only between jobs: while
 * one runs, θ may be read through the broadcast, which in one JVM is the very same array.
 */
public final class StepEngine implements AutoCloseable {
  private final JavaSparkContext context;
  private final ShardedData data;
  private final EpochSampler sampler;
  private final Optimizer optimizer;
  private final long seed;
  private final float[] theta;
  private final OptimizerState state;
  private final Broadcast<ModelRuntime> model;

  /**
   * An engine at the start of training.
   *
   * @param theta the parameters, from now on the engine's
   */
  public StepEngine(
      JavaSparkContext context,
      ShardedData data,
      EpochSampler sampler,
      ModelSpec spec,
      Preprocessing preprocessing,
      Optimizer optimizer,
      long seed,
      float[] theta) {
    this.context = context;
    this.data = data;
    this.sampler = sampler;
    this.optimizer = optimizer;
    this.seed = seed;
    this.theta = theta;
    this.state = optimizer.initialState(theta.length);
    this.model =
        context.broadcast(ModelRuntime.forTraining(spec, preprocessing, sampler.largestShare()));
  }

  /**
   * One step: the gradient of batch {@code batch} of epoch {@code epoch} over the cluster, then the
   * optimizer. A loss that is not finite leaves θ as it was.
   */
  public BatchLoss step(int epoch, int batch) {
    GradientSum sum = gradient(epoch, batch);
    BatchLoss loss = new BatchLoss(sum.loss(), sum.weight());
    if (loss.isFinite()) {
      divide(sum.gradient(), sum.weight());
      optimizer.step(theta, sum.gradient(), state);
    }
    return loss;
  }

  private GradientSum gradient(int epoch, int batch) {
    Step step = new Step(seed, epoch, batch, state.steps(), data.shardCount());
    Broadcast<float[]> parameters = context.broadcast(theta);
    try {
      return data.reduce(new ShardGradients(model, parameters, sampler, step));
    } finally {
      parameters.destroy();
    }
  }

  private static void divide(float[] gradient, double weight) {
    float factor = weight == 0 ? 0 : (float) (1 / weight); // no row of the batch counts
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= factor;
    }
  }

  /** The parameters; not a copy: they change with the next step. */
  public float[] theta() {
    return theta;
  }

  /** The number of steps taken. */
  public long steps() {
    return state.steps();
  }

  @Override
  public void close() {
    model.destroy();
  }
}
