package io.kindling.kernels.testing;

import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;

/** A loss in double precision, by its definition: no care is taken of large logits. */
interface ReferenceLoss {
  /** ℓ of one row. */
  double loss(double[] logits, int target);

  /** ∂ℓ/∂logits of one row. */
  double[] gradient(double[] logits, int target);

  /** The reference of a declared loss. */
  static ReferenceLoss of(Loss loss) {
    if (loss instanceof SoftmaxCrossEntropy) {
      return new Softmax();
    }
    if (loss instanceof BinaryCrossEntropy) {
      return new Binary();
    }
    throw new IllegalArgumentException("no reference for the loss " + loss);
  }

  /** −log softmax(z)_y. */
  record Softmax() implements ReferenceLoss {
    @Override
    public double loss(double[] logits, int target) {
      return -Math.log(softmax(logits)[target]);
    }

    @Override
    public double[] gradient(double[] logits, int target) {
      double[] gradient = softmax(logits);
      gradient[target] -= 1;
      return gradient;
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

  /** −y log σ(z) − (1 − y) log(1 − σ(z)). */
  record Binary() implements ReferenceLoss {
    @Override
    public double loss(double[] logits, int target) {
      double probability = 1 / (1 + Math.exp(-logits[0]));
      return -Math.log(target == 1 ? probability : 1 - probability);
    }

    @Override
    public double[] gradient(double[] logits, int target) {
      return new double[] {1 / (1 + Math.exp(-logits[0])) - target};
    }
  }
}
