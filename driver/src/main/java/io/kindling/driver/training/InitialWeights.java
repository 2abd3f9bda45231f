package io.kindling.driver.training;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.ContentDigest;
import io.kindling.predictor.model.TrainedModel;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The parameters that a training starts with, in place of what initializers make of the seed. They
 * are in the order of the network's one flat array: layer by layer from the input on, of each first
 * the weights, those of a dense layer unit by unit, then the biases; last all running means of
 * batch normalisations, then their running variances.
 */
public final class InitialWeights {
  private static final String PLACE = "initialWeights";

  private final float[] values;

  private InitialWeights(float[] values) {
    this.values = values;
  }

  /**
   * These numbers, in float32.
   *
   * @throws InvalidInputException when one of them is not finite
   */
  public static InitialWeights of(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
      if (!Float.isFinite(floats[i])) {
        throw InvalidInputException.at(
            PLACE, "%s at index %s".formatted(values[i], i), "finite numbers of float32");
      }
    }
    return new InitialWeights(floats);
  }

  /** Those of a model, from which training goes on, with new moments of the optimizer. */
  public static InitialWeights of(TrainedModel model) {
    return new InitialWeights(model.sharedParameters().clone());
  }

  /**
   * Checks that a network has as many parameters.
   *
   * @throws InvalidInputException when it does not
   */
  void check(int parameters) {
    if (values.length != parameters) {
      throw InvalidInputException.at(
          PLACE,
          values.length + " numbers",
          "%s, as many as the network has weights and biases".formatted(parameters));
    }
  }

  /** A copy for a training to change. */
  float[] copy() {
    return values.clone();
  }

  /** What a manifest says of them. */
  String sha256() {
    return ContentDigest.of(this::write).sha256();
  }

  private void write(OutputStream out) throws IOException {
    DataOutputStream floats = new DataOutputStream(new BufferedOutputStream(out));
    for (float value : values) {
      floats.writeFloat(value);
    }
    floats.flush();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InitialWeights weights && Arrays.equals(values, weights.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%s initial weights".formatted(values.length);
  }
}
