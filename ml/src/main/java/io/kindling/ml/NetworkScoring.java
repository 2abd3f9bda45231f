package io.kindling.ml;

import io.kindling.driver.evaluation.FrameScorer;
import io.kindling.driver.evaluation.InvalidRows;
import io.kindling.driver.evaluation.RowOutputs;
import io.kindling.driver.evaluation.VectorScorer;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/** A trained network as the models score with it: broadcast once for all their transforms. */
final class NetworkScoring implements Serializable {
  private static final long serialVersionUID = 1L;

  private final @Nullable TrainedModel model;
  private final int outputs;
  private transient @Nullable FrameScorer scorer;
  private transient @Nullable SparkSession session;
  private transient @Nullable VectorScorer single;

  NetworkScoring(TrainedModel model) {
    this.model = model;
    this.outputs = model.spec().compile().outputs();
  }

  /** That of a model without a network. */
  NetworkScoring() {
    this.model = null;
    this.outputs = 0;
  }

  boolean isEmpty() {
    return model == null;
  }

  /**
   * The network.
   *
   * @throws InvalidInputException when there is none
   */
  TrainedModel model() {
    if (model == null) {
      throw InvalidInputException.at(
          "the model", "no network, as it was made by a constructor", "one that fit or load gives");
    }
    return model;
  }

  /**
   * The number of the network's outputs.
   *
   * @throws InvalidInputException when there is no network
   */
  int outputs() {
    model();
    return outputs;
  }

  /** All weights and biases, as they lie in the network's one flat array. */
  Vector weights() {
    float[] parameters = model().sharedParameters();
    double[] values = new double[parameters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameters[i];
    }
    return new DenseVector(values);
  }

  /** The rows with columns added; no job starts yet. */
  Dataset<Row> score(
      Dataset<?> rows,
      List<String> features,
      List<StructField> added,
      RowOutputs outputs,
      String handleInvalid) {
    InvalidRows invalid = InvalidRows.valueOf(handleInvalid.toUpperCase(Locale.ROOT));
    return scorer(rows.sparkSession()).score(rows, features, added, outputs, invalid);
  }

  private synchronized FrameScorer scorer(SparkSession wanted) {
    if (scorer == null || session != wanted) {
      // What was broadcast in another session is given back when nothing refers to it any more.
      scorer = new FrameScorer(wanted, model());
      session = wanted;
    }
    return scorer;
  }

  /** The outputs for a single row before the loss makes predictions of them. */
  synchronized double[] raw(Vector features) {
    return single().raw(features.toArray());
  }

  /** Probabilities, or predicted numbers, for a single row. */
  synchronized double[] outputs(Vector features) {
    return single().outputs(features.toArray());
  }

  private VectorScorer single() {
    if (single == null) {
      single = new VectorScorer(model());
    }
    return single;
  }
}
