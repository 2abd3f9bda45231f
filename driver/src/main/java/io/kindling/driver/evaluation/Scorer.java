package io.kindling.driver.evaluation;

import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Prediction;
import io.kindling.predictor.scoring.Predictions;
import io.kindling.predictor.scoring.ScoringModel;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores rows on the executors. It may be used until it is closed; RDDs that it gave are computed
 * when Spark needs them, so close it after they have been used. Their jobs are the caller's: when
 * its thread is interrupted, Spark throws {@link InterruptedException} undeclared.
 */
public final class Scorer implements AutoCloseable {
  private final Broadcast<ScoringModel> model;
  private final Origins origins;

  /** A scorer for {@code model}. */
  public Scorer(JavaSparkContext context, TrainedModel model) {
    this.model = context.broadcast(new ScoringModel(model, Evaluator.ROWS_AT_A_TIME));
    this.origins = model.preprocessing().origins();
  }

  /**
   * The predictions for rows of features as a source gives them, in their order: not scaled, the
   * number of its category for a one-hot column, NaN for what is missing.
   */
  public JavaRDD<Prediction> score(JavaRDD<float[]> rows) {
    Origins ofModel = origins;
    return scoreKept(ofModel.isEmpty() ? rows : rows.map(ofModel::kept));
  }

  /**
   * The predictions for the rows of a table that was opened for the model, in their order. Numbers
   * are read in double precision, which matters where they lie far from 0.
   */
  public JavaRDD<Prediction> score(ReadTable table) {
    return scoreKept(table.kept());
  }

  private JavaRDD<Prediction> scoreKept(JavaRDD<float[]> rows) {
    return rows.mapPartitions(new ScorePartition(model));
  }

  @Override
  public void close() {
    ClusterMemory.release(model);
  }

  private static final class ScorePartition
      implements FlatMapFunction<Iterator<float[]>, Prediction> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<ScoringModel> model;

    ScorePartition(Broadcast<ScoringModel> model) {
      this.model = model;
    }

    @Override
    public Iterator<Prediction> call(Iterator<float[]> rows) {
      return new Predictions(model.value(), rows);
    }
  }
}
