package io.kindling.kernels.testing;

import io.kindling.kernels.layer.LayerSpec;
import io.kindling.kernels.layer.activation.Elu;
import io.kindling.kernels.layer.activation.Gelu;
import io.kindling.kernels.layer.activation.GeluTanh;
import io.kindling.kernels.layer.activation.LeakyRelu;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.layer.activation.Selu;
import io.kindling.kernels.layer.activation.Sigmoid;
import io.kindling.kernels.layer.activation.Silu;
import io.kindling.kernels.layer.activation.Softplus;
import io.kindling.kernels.layer.activation.Tanh;
import java.util.function.DoubleUnaryOperator;

/** The activations in double precision, each with its derivative, both told from x. */
final class ReferencePerValue {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private ReferencePerValue() {}

  static ReferenceLayer of(LayerSpec layer) {
    if (layer instanceof Relu) {
      return kinked(x -> x > 0 ? x : 0, x -> x > 0 ? 1 : 0);
    }
    if (layer instanceof LeakyRelu leaky) {
      return kinked(x -> x > 0 ? x : leaky.slope() * x, x -> x > 0 ? 1 : leaky.slope());
    }
    if (layer instanceof Elu elu) {
      return kinked(
          x -> x > 0 ? x : elu.alpha() * Math.expm1(x), x -> x > 0 ? 1 : elu.alpha() * Math.exp(x));
    }
    if (layer instanceof Selu) {
      return kinked(
          x -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
          x -> SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)));
    }
    if (layer instanceof Sigmoid) {
      return smooth(ReferencePerValue::sigmoid, x -> sigmoid(x) * sigmoid(-x));
    }
    if (layer instanceof Tanh) {
      return smooth(Math::tanh, x -> 1 / (Math.cosh(x) * Math.cosh(x)));
    }
    if (layer instanceof Softplus) {
      return smooth(x -> Math.log1p(Math.exp(x)), ReferencePerValue::sigmoid);
    }
    if (layer instanceof Silu) {
      return smooth(x -> x * sigmoid(x), x -> sigmoid(x) * (1 + x * sigmoid(-x)));
    }
    if (layer instanceof Gelu) {
      return smooth(x -> x * normal(x), x -> normal(x) + x * density(x));
    }
    if (layer instanceof GeluTanh) {
      double c = Math.sqrt(2 / Math.PI);
      DoubleUnaryOperator u = x -> Math.tanh(c * (x + 0.044715 * x * x * x));
      return smooth(
          x -> 0.5 * x * (1 + u.applyAsDouble(x)),
          x -> {
            double t = u.applyAsDouble(x);
            return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * c * (1 + 3 * 0.044715 * x * x);
          });
    }
    throw new IllegalArgumentException("no reference for the layer " + layer);
  }

  private static ReferenceLayer kinked(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    return new ReferenceLayer.PerValue(f, derivative, true);
  }

  private static ReferenceLayer smooth(DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    return new ReferenceLayer.PerValue(f, derivative, false);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/15 + …), whose terms all have one sign (Marsaglia 2004). */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
      term *= x * x / n;
      sum += term;
    }
    return 0.5 + density(x) * sum;
  }
}
