package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.shard.ShardedData;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Computes loss and metrics of a data set: one Spark job for each call. Where targets are scaled,
 * the loss is that of scaled ones, as in training, and metrics are in the units of the data.
 */
public final class Evaluator implements AutoCloseable {
  /**
   * Rows that are computed at a time; fixed, since products of another shape may round otherwise.
   */
  public static final int ROWS_AT_A_TIME = 256;

  private final JavaSparkContext context;
  private final List<Metric> metrics;
  private final int outputs;
  private final Broadcast<ModelRuntime> model;

  /** An evaluator of {@code spec} by its loss and some metrics. */
  public Evaluator(
      JavaSparkContext context, ModelSpec spec, Preprocessing preprocessing, List<Metric> metrics) {
    this.context = context;
    this.metrics = List.copyOf(metrics);
    this.outputs = spec.compile().outputs();
    this.model = context.broadcast(ModelRuntime.forEvaluation(spec, preprocessing, ROWS_AT_A_TIME));
  }

  /** Loss and metrics of the rows. */
  public Evaluation evaluate(ShardedData data, float[] theta) {
    ShippedParameters parameters = ShippedParameters.of(context, new Parameters(theta));
    try {
      EvaluationSum sum =
          CancelledJobs.after(
              context,
              () ->
                  data.reduce(new ShardEvaluation(model, parameters, metrics, data.shardCount())));
      return sum.result(metrics, outputs);
    } finally {
      parameters.release();
    }
  }

  @Override
  public void close() {
    ClusterMemory.release(model);
  }
}
