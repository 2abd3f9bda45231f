package io.kindling.driver.data;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.Preprocessing;
import io.kindling.partitioning.source.CategoryScan;
import io.kindling.partitioning.source.SourceTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The tables of a training: their headers are read and their categories known, but no row is packed
 * yet.
 *
 * @param train the rows to train on
 * @param validation rows to validate on, if they are given apart
 * @param validationSplit otherwise the share of the training rows to hold out; 0 for none
 */
public record OpenedData(
    SourceTable train, Optional<SourceTable> validation, double validationSplit) {
  /**
   * Opens the tables. Reads headers, and all rows only where there are one-hot columns.
   *
   * @throws InvalidInputException when one cannot be opened, or they do not fit together
   */
  public static OpenedData open(JavaSparkContext context, TrainingData data) {
    SourceTable train = data.train().open(context, data.columns());
    data.columns().check(train.name(), train.columns());
    SourceTable fitted = CategoryScan.fit(train);
    return new OpenedData(
        fitted,
        data.validation().map(rows -> fitting(rows.open(context, data.columns()), fitted)),
        data.validationSplit());
  }

  private static SourceTable fitting(SourceTable validation, SourceTable train) {
    Shape found = validation.shape();
    if (!found.equals(train.shape())) {
      throw InvalidInputException.at(
          validation.name(),
          "rows of " + found,
          "%s as in %s".formatted(train.shape(), train.name()));
    }
    List<String> names = train.columns().names();
    validation.columns().requireNames(validation.name(), names, " as in " + train.name());
    return validation.withCategories(train.columns().features());
  }

  /** The shape of the network's input. */
  public Shape input() {
    return Preprocessing.inputShape(train.shape(), train.columns().features());
  }

  /**
   * Checks that rows have as many targets as a loss takes.
   *
   * @throws InvalidInputException when they do not
   */
  public void checkTargets(TargetRange targets) {
    checkTargets(train, targets);
    validation.ifPresent(table -> checkTargets(table, targets));
  }

  /** The same for any table. */
  public static void checkTargets(SourceTable table, TargetRange targets) {
    if (table.targetsPerRow() != targets.perRow()) {
      throw InvalidInputException.at(
          table.name(),
          table.targetsPerRow() + " label columns",
          "%s, as the loss takes for the network's outputs".formatted(targets.perRow()));
    }
  }
}
