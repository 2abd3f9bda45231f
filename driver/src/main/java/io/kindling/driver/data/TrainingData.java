package io.kindling.driver.data;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.column.FeatureColumns;
import java.util.Optional;

/**
 * Where rows come from.
 *
 * @param train the rows to train on
 * @param validation rows to validate on, if they are given apart
 * @param validationSplit otherwise the share of the training rows to hold out; 0 for none
 * @param columns how the columns of all these rows are to be read
 */
public record TrainingData(
    RowSource train,
    Optional<RowSource> validation,
    double validationSplit,
    FeatureColumns columns) {
  /** Checks the share. */
  public TrainingData {
    if (!(validationSplit >= 0 && validationSplit < 1)) {
      throw InvalidInputException.atSetting(
          "data.validation.split", Double.toString(validationSplit), "at least 0 and below 1");
    }
  }

  /** Rows to train on, and none to validate on. */
  public static TrainingData of(RowSource train) {
    return new TrainingData(train, Optional.empty(), 0, FeatureColumns.AS_FOUND);
  }

  /** Rows to train and to validate on. */
  public static TrainingData of(RowSource train, RowSource validation) {
    return new TrainingData(train, Optional.of(validation), 0, FeatureColumns.AS_FOUND);
  }

  /** Rows of which a random share is held out for validation. */
  public static TrainingData split(RowSource rows, double share) {
    return new TrainingData(rows, Optional.empty(), share, FeatureColumns.AS_FOUND);
  }

  /** The same rows, whose columns are read as {@code declared}. */
  public TrainingData withColumns(FeatureColumns declared) {
    return new TrainingData(train, validation, validationSplit, declared);
  }

  /** Whether there are rows to validate on. */
  public boolean validates() {
    return validation.isPresent() || validationSplit > 0;
  }
}
