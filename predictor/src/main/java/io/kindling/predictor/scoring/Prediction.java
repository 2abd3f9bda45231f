package io.kindling.predictor.scoring;

import io.kindling.kernels.loss.Loss;
import java.io.Serializable;

/** What a model says of a row. Travels, under Kryo too, hence no record. */
public final class Prediction implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The predicted class of a model that does not predict one class a row. */
  static final int NO_CLASS = -2;

  private final int predictedClass;
  private final float[] outputs;

  /**
   * A prediction.
   *
   * @param predictedClass as {@link ScoringPass#classOf} tells it
   */
  public Prediction(int predictedClass, float[] outputs) {
    this.predictedClass = predictedClass;
    this.outputs = outputs;
  }

  /**
   * The most probable class; {@link Loss#UNDECIDED} where an output is not a number.
   *
   * @throws IllegalStateException when the model is one of labels or of regression
   */
  public int predictedClass() {
    if (predictedClass == NO_CLASS) {
      throw new IllegalStateException("the model does not predict one class a row");
    }
    return predictedClass;
  }

  /**
   * The probability of each class, or of class 1 alone where the network has one output; the
   * probability of each label; or the predicted numbers, in the units of the data.
   */
  public float[] outputs() {
    return outputs.clone();
  }
}
