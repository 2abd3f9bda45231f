package io.kindling.driver.aggregation;

import io.kindling.driver.optimizer.Learner;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.Scaling;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** An engine with a single model. */
final class OneModel implements AutoCloseable {
  private final Learner learner;
  private final StepEngine engine;

  OneModel(
      JavaSparkContext context,
      ShardedData data,
      int batchSize,
      ModelSpec model,
      Optimizer optimizer,
      long seed) {
    this(context, data, batchSize, model, UpdateRule.of(optimizer), true, seed);
  }

  /**
   * The same with more choices.
   *
   * @param touchedRows whether gradients of tables may be touched rows
   */
  OneModel(
      JavaSparkContext context,
      ShardedData data,
      int batchSize,
      ModelSpec model,
      UpdateRule rule,
      boolean touchedRows,
      long seed) {
    Network network = model.compile();
    float[] theta = network.parameters().initialParameters(seed);
    EpochSampler sampler = new EpochSampler(seed, data.rows(), data.shardCount(), batchSize);
    ModelRuntime whole =
        ModelRuntime.forTraining(model, preprocessing(data), sampler.largestShare());
    ModelRuntime runtime = touchedRows ? whole.withTouchedRows(data.mostEntries()) : whole;
    this.learner = new Learner(network, rule, rule.optimizer().learningRate(), theta);
    this.engine =
        new StepEngine(
            context, data, StepJobs::new, sampler, seed, List.of(runtime), List.of(learner));
  }

  private static Preprocessing preprocessing(ShardedData data) {
    Scaling none = Scaling.none(data.shape().size());
    boolean sparse = data.storage() == Storage.SPARSE;
    return new Preprocessing(
        List.of(), MissingMode.ERROR, Origins.NONE, new float[0], none, sparse);
  }

  BatchLoss step(int epoch, int batch) {
    return take(epoch, batch).loss();
  }

  StepOutcome take(int epoch, int batch) {
    return engine.step(epoch, batch, List.of(List.of())).get(0);
  }

  float[] theta() {
    return learner.theta();
  }

  float[] averagedParameters() {
    return learner.averagedParameters();
  }

  long steps() {
    return learner.steps();
  }

  @Override
  public void close() {
    engine.close();
  }
}
