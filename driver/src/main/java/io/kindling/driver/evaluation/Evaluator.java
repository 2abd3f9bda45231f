package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.RowSample;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.UnitActivity;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.scoring.ScoringModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  public static final int ROWS_AT_A_TIME = ScoringModel.ROWS_AT_A_TIME;

  private final JavaSparkContext context;
  private final List<Metric> metrics;
  private final ModelSpec spec;
  private final Network network;
  private final Broadcast<ModelRuntime> model;

  /** An evaluator of {@code spec} by its loss and some metrics. */
  public Evaluator(
      JavaSparkContext context, ModelSpec spec, Preprocessing preprocessing, List<Metric> metrics) {
    this.context = context;
    this.metrics = List.copyOf(metrics);
    this.spec = spec;
    this.network = spec.compile();
    this.model = context.broadcast(ModelRuntime.forEvaluation(spec, preprocessing, ROWS_AT_A_TIME));
  }

  /** Loss and metrics of the rows. */
  public Evaluation evaluate(ShardedData data, float[] theta) {
    return measure(data, theta, metrics, Set.of()).sum().result(metrics, network.outputs());
  }

  /**
   * The same, with what else is wanted, in the same job.
   *
   * @param details of these, errors and units are found
   */
  public Measurement evaluateInDetail(ShardedData data, float[] theta, Set<Detail> details) {
    List<Metric> all =
        details.contains(Detail.ERRORS)
            ? DetailMetrics.with(metrics, spec, network.outputs())
            : metrics;
    ShardMeasures found = measure(data, theta, all, details);
    UnitActivity units = found.units();
    RowSample sample = found.sample();
    return new Measurement(
        found.sum().result(all, network.outputs()),
        units == null ? Map.of() : units.silentShares(network),
        sample == null ? List.of() : sample.rows());
  }

  private ShardMeasures measure(
      ShardedData data, float[] theta, List<Metric> measured, Set<Detail> details) {
    ShippedParameters parameters = ShippedParameters.of(context, new Parameters(theta));
    try {
      return CancelledJobs.after(
          context,
          () ->
              data.reduce(
                  new ShardEvaluation(model, parameters, measured, data.shardCount(), details)));
    } finally {
      parameters.release();
    }
  }

  @Override
  public void close() {
    ClusterMemory.release(model);
  }
}
