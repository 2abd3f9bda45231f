package io.kindling.driver.evaluation;

import io.kindling.predictor.column.Origins;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.ScoringModel;
import io.kindling.predictor.scoring.ScoringPass;

/**
 * Scores single rows in this process, to the bit as {@link FrameScorer} scores them in a frame; so
 * each takes as long as a block of {@link Evaluator#ROWS_AT_A_TIME}. For one thread at a time.
 */
public final class VectorScorer {
  private final ScoringModel scoring;
  private final Origins origins;
  private final int features;

  /** A scorer for {@code model}. */
  public VectorScorer(TrainedModel model) {
    this.scoring = new ScoringModel(model, Evaluator.ROWS_AT_A_TIME);
    this.origins = model.preprocessing().origins();
    this.features = model.preprocessing().features();
  }

  /**
   * The network's outputs for a row before the loss makes predictions of them, such as logits.
   *
   * @param row of features as {@link Scorer#score(org.apache.spark.api.java.JavaRDD)} takes it
   * @throws IllegalArgumentException when there are more features or fewer than the model takes
   */
  public double[] raw(double[] row) {
    return pass(row).rawOf(0);
  }

  /** Probabilities, or predicted numbers in the units of the data, likewise. */
  public double[] outputs(double[] row) {
    return pass(row).predictionsOf(0);
  }

  private ScoringPass pass(double[] row) {
    if (row.length != features) {
      throw new IllegalArgumentException(
          "A row must have %s features, got %s".formatted(features, row.length));
    }
    float[] kept = new float[row.length];
    origins.toFloats(row, kept, 0);
    ScoringPass pass = ScoringPass.ofRow(scoring);
    pass.add(kept);
    pass.run();
    return pass;
  }
}
