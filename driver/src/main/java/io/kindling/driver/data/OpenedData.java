package io.kindling.driver.data;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.FeatureFit;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableLabels;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingRules;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.Labels;
import io.kindling.predictor.table.NumberNotation;
import java.util.ArrayList;
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
 * @param declared how columns were to be taken
 * @param known the model that training starts from, if it starts from one
 */
public record OpenedData(
    ReadTable train,
    Optional<ReadTable> validation,
    double validationSplit,
    FeatureColumns declared,
    Optional<KnownModel> known)
    implements AutoCloseable {
  /**
   * Reads the tables.
   *
   * @throws InvalidInputException when one cannot be read, or they do not fit together
   */
  public static OpenedData open(JavaSparkContext context, TrainingData data) {
    return open(context, data, Optional.empty());
  }

  /**
   * The same, of rows for a network that starts from a model.
   *
   * @param known the model, whose columns and categories hold
   */
  public static OpenedData open(
      JavaSparkContext context, TrainingData data, Optional<KnownModel> known) {
    FeatureColumns columns =
        known.map(model -> model.columns(data.columns())).orElse(data.columns());
    KnownFeatures features = known.map(KnownModel::features).orElse(KnownFeatures.NOTHING);
    ReadTable train = TableReader.read(context, data.train(), columns, Use.LABELLED, features);
    boolean opened = false;
    try {
      Optional<ReadTable> validation =
          data.validation()
              .map(
                  rows ->
                      TableReader.read(
                          context,
                          rows,
                          columns.taking(train.columns().sources()),
                          Use.LABELLED,
                          new KnownFeatures(
                              train.columns().features(),
                              Optional.of(train.shape()),
                              notation(train, known),
                              train.vector())));
      OpenedData both = new OpenedData(train, validation, data.validationSplit(), columns, known);
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
    known.ifPresent(model -> model.checkShape(train));
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

  /**
   * What was seen of the files to train on, and what the model makes do with in rows that it was
   * not made from: those to validate on, and all where it starts from another; a line each.
   */
  List<String> notes() {
    List<String> notes = new ArrayList<>(known.isPresent() ? train.notes() : train.trainingNotes());
    validation.ifPresent(table -> notes.addAll(table.unknownValues()));
    return notes;
  }

  /** The shape of the network's input. */
  public Shape input() {
    return known.map(KnownModel::input).orElseGet(() -> FeatureFit.inputShape(train));
  }

  /** What stands in a row. */
  public TableColumns columns() {
    return train.columns();
  }

  /** The classes that the labels to train on are, where a row has one and it can be a class. */
  public Optional<List<String>> classes() {
    return known.flatMap(KnownModel::classes).or(train::classes);
  }

  /** How numbers are written, where they are texts: as in the rows that came first. */
  NumberNotation notation() {
    return notation(train, known);
  }

  private static NumberNotation notation(ReadTable train, Optional<KnownModel> known) {
    return known
        .map(KnownModel::notation)
        .filter(notation -> !notation.isUnknown())
        .orElseGet(train::notation);
  }

  /** What is missing in a row, and what becomes of those without a label. */
  public MissingRules rules() {
    return declared.rules();
  }

  /** How features are scaled. */
  public ScaleMode scale(ScaleMode wanted) {
    return known.map(model -> model.scale(wanted)).orElse(wanted);
  }

  /** How the targets of a regression are scaled. */
  public ScaleMode labelScale(ScaleMode wanted) {
    return known.map(model -> model.labelScale(wanted)).orElse(wanted);
  }

  /** How many classes or targets the labels to train on have. */
  public TargetCount targetCount() {
    train.requireLabels();
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
    Optional<List<String>> classes =
        loss.task() == Task.MULTICLASS ? known.flatMap(KnownModel::classes) : Optional.empty();
    return classes
        .map(names -> new Labels(columns().targets(), names))
        .orElseGet(() -> TableLabels.of(train, loss.task(), targets));
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
