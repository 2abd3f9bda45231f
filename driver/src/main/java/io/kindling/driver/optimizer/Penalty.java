package io.kindling.driver.optimizer;

import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Setting;
import java.io.Serializable;

/**
 * A penalty for large weights that training minimises together with the loss: λ₁ Σ|w| + λ₂ Σw² over
 * weights, but not over biases or the scales of normalisations. Reported losses leave it out, so
 * that those of training and validation can be compared.
 *
 * @param l1 λ₁, at least 0
 * @param l2 λ₂, at least 0
 */
public record Penalty(double l1, double l2) implements Serializable {
  /** No penalty. */
  public static final Penalty NONE = new Penalty(0, 0);

  /** Checks both. */
  public Penalty {
    Require.atLeast(0.0, "Penalty l1", l1);
    Require.atLeast(0.0, "Penalty l2", l2);
  }

  /** Reads {@code {l1: …, l2: …}}; what is left out is 0. */
  public static Penalty read(Setting setting) {
    Fields fields = setting.fields();
    double l1 = fields.optional("l1").map(Setting::number).orElse(0.0);
    double l2 = fields.optional("l2").map(Setting::number).orElse(0.0);
    fields.done();
    return setting.make(() -> new Penalty(l1, l2));
  }

  /** λ₁ Σ|w| + λ₂ Σw². */
  public double value(float[] theta, ParameterLayout layout) {
    double sum = 0;
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind() == ParameterKind.WEIGHT) {
        for (int i = slice.offset(); i < slice.end(); i++) {
          sum += l1 * Math.abs(theta[i]) + l2 * theta[i] * theta[i];
        }
      }
    }
    return sum;
  }

  /** Adds λ₁ sign(w) + 2 λ₂ w to the gradient. */
  public void addGradient(float[] theta, float[] gradient, ParameterLayout layout) {
    if (equals(NONE)) {
      return;
    }
    float ofSign = (float) l1;
    float ofWeight = (float) (2 * l2);
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind() == ParameterKind.WEIGHT) {
        for (int i = slice.offset(); i < slice.end(); i++) {
          gradient[i] += ofSign * Math.signum(theta[i]) + ofWeight * theta[i];
        }
      }
    }
  }
}
