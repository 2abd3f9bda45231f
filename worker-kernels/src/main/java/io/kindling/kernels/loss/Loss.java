package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What training makes small. */
public interface Loss extends Serializable {
  /** Every loss by its name in a config file. */
  Catalogue<Loss> CATALOGUE =
      Catalogue.of(
          "loss",
          Loss.class,
          List.of(
              SoftmaxCrossEntropy.class,
              BinaryCrossEntropy.class,
              SigmoidCrossEntropy.class,
              L2.class,
              L1.class,
              Huber.class));

  /** What a network with this loss tells of a row. */
  Task task();

  /**
   * Checks the number of outputs.
   *
   * @throws IllegalArgumentException when a network with {@code outputs} outputs cannot be trained
   *     on this loss
   */
  void checkOutputs(int outputs);

  /** Whether the outputs are logits: whether the loss applies its own squashing function. */
  boolean takesLogits();

  /** What a row's targets may be. */
  TargetRange targets(int outputs);

  /**
   * The weighted sum of the losses of {@code rows} rows.
   *
   * @param math room for vector functions
   * @param logits (rows, outputs)
   * @param targets (rows, targets per row)
   * @param weights (rows)
   * @param dLogits (rows, outputs), set to the gradient of the sum by the logits unless null
   * @return Σ_rows w · ℓ
   */
  double evaluate(
      VectorMath math,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      float @Nullable [] dLogits);

  /** Turns outputs (rows, outputs) into probabilities, in place; values stay as they are. */
  void toPredictions(VectorMath math, int rows, int outputs, float[] logits);

  /**
   * The class that {@code logits[from] … logits[from + outputs − 1]} speak for.
   *
   * @throws IllegalStateException when the task is not {@link Task#CLASSES}
   */
  int decide(float[] logits, int from, int outputs);
}
