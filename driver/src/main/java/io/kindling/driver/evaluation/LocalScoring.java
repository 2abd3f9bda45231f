package io.kindling.driver.evaluation;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.reading.LocalRows;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.ScoringModel;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Scores rows on this machine, without Spark, to the bit as {@link Scorer} does. Parts may be
 * scored by several threads at once.
 */
public final class LocalScoring {
  private final TrainedModel model;
  private final ScoringModel scoring;
  private final LocalRows rows;
  private final List<String> ids;

  private LocalScoring(TrainedModel model, LocalRows rows, List<String> ids) {
    this.model = model;
    this.scoring = new ScoringModel(model, ScoringModel.ROWS_AT_A_TIME);
    this.rows = rows;
    this.ids = List.copyOf(ids);
  }

  /**
   * Reads rows for a model, as {@link ModelEvaluation#open} does.
   *
   * @param ids columns that rows are called by; nothing for their numbers
   * @return nothing where the format of the rows is read by Spark
   * @throws InvalidInputException when they are not what the model takes
   */
  public static Optional<LocalScoring> open(
      Configuration configuration, TrainedModel model, RowSource source, List<String> ids) {
    Optional<LocalRows> rows =
        LocalRows.read(
            configuration,
            ModelEvaluation.labelled(model, source),
            model.preprocessing().declared().carrying(ids),
            ModelEvaluation.known(model));
    rows.ifPresent(
        read -> {
          ModelEvaluation.checkFits(read.name(), read.shape(), model);
          read.checkCategories(model.spec().compile());
        });
    return rows.map(read -> new LocalScoring(model, read, ids));
  }

  /** The rows. */
  public LocalRows rows() {
    return rows;
  }

  /** The model that scores them. */
  public ScoringModel model() {
    return scoring;
  }

  /** Begins reading a part of the rows. */
  public LocalRows.Part part(int index) {
    return rows.part(index, model.preprocessing().origins(), ids);
  }
}
