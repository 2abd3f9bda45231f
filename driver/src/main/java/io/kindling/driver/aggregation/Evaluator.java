package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.EvaluationSum;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.shard.ShardedData;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Computes loss and metrics of a data set: one Spark job for each call. */
public final class Evaluator implements AutoCloseable {
  /**
   * Rows that are computed at a time; fixed, since products of another shape may round otherwise.
   */
  public static final int ROWS_AT_A_TIME = 256;

  private final JavaSparkContext context;
  private final ModelSpec spec;
  private final Broadcast<ModelRuntime> model;

  /** An evaluator of {@code spec}. */
  public Evaluator(JavaSparkContext context, ModelSpec spec, Preprocessing preprocessing) {
    this.context = context;
    this.spec = spec;
    this.model = context.broadcast(ModelRuntime.forEvaluation(spec, preprocessing, ROWS_AT_A_TIME));
  }

  /** The values by name, {@code loss} first. */
  public Map<String, Double> evaluate(ShardedData data, float[] theta) {
    Broadcast<float[]> parameters = context.broadcast(theta);
    try {
      EvaluationSum sum = data.reduce(new ShardEvaluation(model, parameters, data.shardCount()));
      return sum.values(spec.loss());
    } finally {
      parameters.destroy();
    }
  }

  @Override
  public void close() {
    model.destroy();
  }
}
