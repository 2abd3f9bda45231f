package io.kindling.kernels.testing;

import static java.lang.Double.NaN;

import io.kindling.kernels.layer.activation.Softmax;
import io.kindling.kernels.loss.AbsoluteError;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Huber;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SigmoidCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.loss.SquaredError;
import java.util.function.DoubleBinaryOperator;

/** A loss in double precision, by its definition: no care is taken of large logits. */
interface ReferenceLoss {
  /** ℓ of one row. */
  double loss(double[] logits, double[] targets);

  /** ∂ℓ/∂logits of one row. */
  double[] gradient(double[] logits, double[] targets);

  /** The reference of a declared loss. */
  static ReferenceLoss of(Loss loss) {
    if (loss instanceof SoftmaxCrossEntropy softmax) {
      return new Softmax(softmax.labelSmoothing());
    }
    if (loss instanceof BinaryCrossEntropy || loss instanceof SigmoidCrossEntropy) {
      return new PerOutput(
          (z, y) -> -Math.log(y == 1 ? sigmoid(z) : 1 - sigmoid(z)), (z, y) -> sigmoid(z) - y, NaN);
    }
    if (loss instanceof SquaredError) {
      return new PerOutput((y, t) -> (y - t) * (y - t), (y, t) -> 2 * (y - t), NaN);
    }
    if (loss instanceof AbsoluteError) {
      return new PerOutput((y, t) -> Math.abs(y - t), (y, t) -> Math.signum(y - t), 0);
    }
    if (loss instanceof Huber huber) {
      double delta = huber.delta();
      return new PerOutput(
          (y, t) ->
              Math.abs(y - t) < delta
                  ? (y - t) * (y - t) / 2
                  : delta * Math.abs(y - t) - delta * delta / 2,
          (y, t) -> Math.abs(y - t) < delta ? y - t : delta * Math.signum(y - t),
          delta);
    }
    throw new IllegalArgumentException("no reference for the loss " + loss);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** How near the outputs of a row come to where the loss has no derivative. */
  default double nearestKink(double[] logits, double[] targets) {
    return Double.POSITIVE_INFINITY;
  }

  /** −Σ_j q_j log softmax(z)_j, with q = (1 − s) onehot(y) + s / K. */
  record Softmax(double smoothing) implements ReferenceLoss {
    @Override
    public double loss(double[] logits, double[] targets) {
      double[] probabilities = softmax(logits);
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        sum -= wanted(i, logits.length, targets) * Math.log(probabilities[i]);
      }
      return sum;
    }

    @Override
    public double[] gradient(double[] logits, double[] targets) {
      double[] gradient = softmax(logits);
      for (int i = 0; i < logits.length; i++) {
        gradient[i] -= wanted(i, logits.length, targets);
      }
      return gradient;
    }

    private double wanted(int i, int classes, double[] targets) {
      return (i == (int) targets[0] ? 1 - smoothing : 0) + smoothing / classes;
    }

    private static double[] softmax(double[] logits) {
      double normalizer = 0;
      for (double logit : logits) {
        normalizer += Math.exp(logit);
      }
      double[] probabilities = new double[logits.length];
      for (int i = 0; i < logits.length; i++) {
        probabilities[i] = Math.exp(logits[i]) / normalizer;
      }
      return probabilities;
    }
  }

  /** Σ_i f(z_i, t_i), with a kink where |z − t| is {@code kink}. */
  record PerOutput(DoubleBinaryOperator f, DoubleBinaryOperator derivative, double kink)
      implements ReferenceLoss {
    @Override
    public double loss(double[] logits, double[] targets) {
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        sum += f.applyAsDouble(logits[i], targets[i]);
      }
      return sum;
    }

    @Override
    public double[] gradient(double[] logits, double[] targets) {
      double[] gradient = new double[logits.length];
      for (int i = 0; i < logits.length; i++) {
        gradient[i] = derivative.applyAsDouble(logits[i], targets[i]);
      }
      return gradient;
    }

    @Override
    public double nearestKink(double[] logits, double[] targets) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < logits.length && !Double.isNaN(kink); i++) {
        nearest = Math.min(nearest, Math.abs(Math.abs(logits[i] - targets[i]) - kink));
      }
      return nearest;
    }
  }
}
