package io.kindling.driver.data;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.FeatureFit;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableLabels;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.predictor.column.MissingRules;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The tables of a training: read and cached, and what their columns are is known, but no row is
 * packed yet. Closing it gives them back.
 *
 * @param train the rows to train on
 * @param validation rows to validate on, if they are given apart
 * @param validationSplit otherwise the share of the training rows to hold out; 0 for none
 * @param rules what is missing in a row, and what becomes of those without a label
 */
public record OpenedData(
    ReadTable train, Optional<ReadTable> validation, double validationSplit, MissingRules rules)
    implements AutoCloseable {
  /**
   * Reads the tables.
   *
   * @throws InvalidInputException when one cannot be read, or they do not fit together
   */
  public static OpenedData open(JavaSparkContext context, TrainingData data) {
    ReadTable train = TableReader.read(context, data.train(), data.columns(), Use.LABELLED);
    boolean opened = false;
    try {
      Optional<ReadTable> validation =
          data.validation()
              .map(
                  rows ->
                      TableReader.read(
                          context,
                          rows,
                          data.columns().taking(train.columns().sources()),
                          Use.LABELLED,
                          new KnownFeatures(
                              train.columns().features(), Optional.of(train.shape()))));
      OpenedData both =
          new OpenedData(train, validation, data.validationSplit(), data.columns().rules());
      both.checkShapes();
      opened = true;
      return both;
    } finally {
      if (!opened) {
        train.close();
      }
    }
  }

  private void checkShapes() {
    validation
        .filter(table -> !table.shape().equals(train.shape()))
        .ifPresent(
            table -> {
              table.close();
              throw InvalidInputException.at(
                  table.name(),
                  "rows of " + table.shape(),
                  "%s as in %s".formatted(train.shape(), train.name()));
            });
  }

  /** The shape of the network's input. */
  public Shape input() {
    return FeatureFit.inputShape(train);
  }

  /** What stands in a row. */
  public TableColumns columns() {
    return train.columns();
  }

  /** The classes that the labels to train on are, where a row has one and it can be a class. */
  public Optional<List<String>> classes() {
    return train.classes();
  }

  /** How many classes or targets the labels to train on have. */
  public TargetCount targetCount() {
    return new TargetCount(train.name(), columns().targets(), classes().map(List::size));
  }

  /** How many rows there are to train on, if none is left out for want of a label. */
  public long trainingRows() {
    long rows = train.scan().rows();
    return rows - Math.round(rows * validationSplit);
  }

  /** What the targets are called. */
  Labels labels(Loss loss, TargetRange targets) {
    checkTargets(train, targets);
    validation.ifPresent(table -> checkTargets(table, targets));
    return TableLabels.of(train, loss.task(), targets);
  }

  /**
   * Checks that rows have as many targets as a loss takes.
   *
   * @throws InvalidInputException when they do not
   */
  public static void checkTargets(ReadTable table, TargetRange targets) {
    if (table.targetsPerRow() != targets.perRow()) {
      throw InvalidInputException.at(
          table.name(),
          table.targetsPerRow() + " label columns",
          "%s, as the loss takes for the network's outputs".formatted(targets.perRow()));
    }
  }

  @Override
  public void close() {
    try {
      train.close();
    } finally {
      validation.ifPresent(ReadTable::close);
    }
  }
}
