package io.kindling.submit.command;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.scoring.OutputNames;
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
  private final OutputNames outputs;

  /**
   * The columns of a model's predictions.
   *
   * @param ids the columns that rows are called by; nothing for their numbers
   * @throws InvalidInputException when one of them is called as another column
   */
  PredictedColumns(TrainedModel model, List<String> ids) {
    this.ids = new ArrayList<>(ids.isEmpty() ? List.of(ROW) : ids);
    this.outputs = new OutputNames(model);
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
    return outputs.haveClass();
  }

  /** All names. */
  List<String> names() {
    List<String> names = new ArrayList<>(ids);
    if (haveClass()) {
      names.add("prediction");
    }
    names.addAll(outputs.all());
    return names;
  }

  /** The values of a row, whose class is null where its outputs are not numbers. */
  List<@Nullable Object> values(String[] name, Prediction prediction) {
    List<@Nullable Object> values = new ArrayList<>(List.of(name));
    if (haveClass()) {
      values.add(outputs.of(prediction.predictedClass()).orElse(null));
    }
    for (float output : prediction.outputs()) {
      values.add(output);
    }
    return values;
  }
}
