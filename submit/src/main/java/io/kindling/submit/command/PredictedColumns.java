package io.kindling.submit.command;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.Prediction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of predictions: what rows are called, the class, where a model tells one, and its
 * outputs. One output is the probability of class 1; several are those of the classes from 0 on.
 */
final class PredictedColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ROW = "row";

  private final ArrayList<String> ids;
  private final Task task;
  private final int outputs;
  private final ArrayList<String> classes;

  /**
   * The columns of a model's predictions.
   *
   * @param ids the columns that rows are called by; nothing for their numbers
   * @throws InvalidInputException when one of them is called as another column
   */
  PredictedColumns(TrainedModel model, List<String> ids) {
    this.ids = new ArrayList<>(ids.isEmpty() ? List.of(ROW) : ids);
    this.task = model.spec().loss().task();
    this.outputs = model.spec().compile().outputs();
    this.classes = new ArrayList<>(model.labels().classes());
    if (new HashSet<>(names()).size() < names().size()) {
      throw InvalidInputException.at(
          "--id", String.join(", ", ids), "names that differ from each other and the predictions'");
    }
  }

  /** What rows are called by. */
  List<String> ids() {
    return ids;
  }

  /** Whether a class is told. */
  boolean haveClass() {
    return task == Task.MULTICLASS;
  }

  /** All names. */
  List<String> names() {
    List<String> names = new ArrayList<>(ids);
    if (haveClass()) {
      names.add("prediction");
    }
    for (int i = 0; i < outputs; i++) {
      String of = haveClass() ? name(outputs == 1 ? 1 : i) : Integer.toString(i);
      names.add((task == Task.REGRESSION ? "value_" : "probability_") + of);
    }
    return names;
  }

  /** The values of a row, whose class is null where its outputs are not numbers. */
  List<@Nullable Object> values(String[] name, Prediction prediction) {
    List<@Nullable Object> values = new ArrayList<>(List.of(name));
    if (haveClass()) {
      int predicted = prediction.predictedClass();
      values.add(predicted == Loss.UNDECIDED ? null : name(predicted));
    }
    for (float output : prediction.outputs()) {
      values.add(output);
    }
    return values;
  }

  private String name(int index) {
    return index < classes.size() ? classes.get(index) : Integer.toString(index);
  }
}
