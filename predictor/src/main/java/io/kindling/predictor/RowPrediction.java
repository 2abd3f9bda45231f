package io.kindling.predictor;

import io.kindling.predictor.scoring.OutputNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model says of a row. Immutable. */
public final class RowPrediction {
  private final OutputNames names;
  private final int predictedClass;
  private final float[] outputs;

  RowPrediction(OutputNames names, int predictedClass, float[] outputs) {
    this.names = names;
    this.predictedClass = predictedClass;
    this.outputs = outputs;
  }

  /**
   * The name of the most probable class. Nothing where the model does not tell one class a row, as
   * in a regression, and where an output is not a number.
   */
  public Optional<String> className() {
    return names.of(predictedClass);
  }

  /**
   * The probability of each class, or of class 1 alone where the network has one output; the
   * probability of each label; or the predicted numbers, in the units of the data. (outputs); a
   * copy.
   */
  public float[] outputs() {
    return outputs.clone();
  }

  /** The outputs by the names that {@code kindling predict} gives them in its header. */
  public Map<String, Float> byName() {
    List<String> all = names.all();
    Map<String, Float> values = new LinkedHashMap<>();
    for (int i = 0; i < outputs.length; i++) {
      values.put(all.get(i), outputs[i]);
    }
    return values;
  }
}
