package io.kindling.predictor.scoring;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.predictor.model.TrainedModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model's outputs and classes are called. One output is the probability of class 1; several
 * are those of the classes from 0 on.
 */
public final class OutputNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Task task;
  private final int outputs;
  private final ArrayList<String> classes;

  /** The names of a model. */
  public OutputNames(TrainedModel model) {
    this.task = model.spec().loss().task();
    this.outputs = model.spec().compile().outputs();
    this.classes = new ArrayList<>(model.labels().classes());
  }

  /** Whether a row has one class. */
  public boolean haveClass() {
    return task == Task.MULTICLASS;
  }

  /** How many outputs there are. */
  public int count() {
    return outputs;
  }

  /**
   * The names of the outputs, such as {@code probability_cat} of a class, {@code probability_0} of
   * a label, or {@code value_0} of a predicted number.
   */
  public List<String> all() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      String of = haveClass() ? className(outputs == 1 ? 1 : i) : Integer.toString(i);
      names.add((task == Task.REGRESSION ? "value_" : "probability_") + of);
    }
    return names;
  }

  /** The names of the classes, from class 0 on; none where a row has no class. */
  public List<String> classes() {
    List<String> names = new ArrayList<>();
    for (int i = 0; haveClass() && i < Math.max(2, outputs); i++) {
      names.add(className(i));
    }
    return names;
  }

  /** The class of a row, where it has one and its outputs are numbers. */
  public Optional<String> of(int predictedClass) {
    return haveClass() && predictedClass != Loss.UNDECIDED
        ? Optional.of(className(predictedClass))
        : Optional.empty();
  }

  private String className(int index) {
    return index < classes.size() ? classes.get(index) : Integer.toString(index);
  }
}
