package io.kindling.driver.training;

import io.kindling.driver.aggregation.Evaluator;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.model.TrainedModel;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceTable;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Measures a trained model on labelled rows. */
public final class ModelEvaluation {
  // Fixed, so that the sums are bracketed in the same way on every cluster.
  private static final int SHARDS = 8;

  private ModelEvaluation() {}

  /**
   * Loss and metrics by name, {@code loss} first.
   *
   * @throws InvalidInputException when the rows are not what the model takes
   */
  public static Map<String, Double> evaluate(
      JavaSparkContext context, TrainedModel model, RowSource source) {
    try (JobDescription job = new JobDescription(context)) {
      job.set("evaluating");
      SourceTable table = open(context, model, source);
      var targets = model.spec().loss().targets(model.spec().compile().outputs());
      try (ShardedData data =
              Datasets.packAll(context, "rows to evaluate", table, targets, SHARDS, 0);
          Evaluator evaluator = new Evaluator(context, model.spec(), model.scaling())) {
        return evaluator.evaluate(data, model.parameters());
      }
    }
  }

  /**
   * Opens rows for a model.
   *
   * @throws InvalidInputException when they do not have the shape or the columns that it takes
   */
  public static SourceTable open(JavaSparkContext context, TrainedModel model, RowSource source) {
    SourceTable table = source.open(context);
    if (table.shape().size() != model.spec().input().size()) {
      throw InvalidInputException.at(
          table.name(),
          "rows of " + table.shape(),
          "%s, as the model takes".formatted(model.spec().input()));
    }
    if (!table.columns().equals(model.columns()) && !model.columns().isEmpty()) {
      throw InvalidInputException.at(
          table.name(),
          "columns " + String.join(", ", table.columns()),
          "%s, as the model takes".formatted(String.join(", ", model.columns())));
    }
    return table;
  }
}
