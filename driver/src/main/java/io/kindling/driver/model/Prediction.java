package io.kindling.driver.model;

import java.io.Serializable;

/** What a model says of a row. Travels, under Kryo too, hence no record. */
public final class Prediction implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int predictedClass;
  private final float[] probabilities;

  Prediction(int predictedClass, float[] probabilities) {
    this.predictedClass = predictedClass;
    this.probabilities = probabilities;
  }

  /** The most probable class. */
  public int predictedClass() {
    return predictedClass;
  }

  /** The probability of each class, or of class 1 alone where the network has one output. */
  public float[] probabilities() {
    return probabilities.clone();
  }
}
