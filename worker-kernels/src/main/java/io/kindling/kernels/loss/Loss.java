package io.kindling.kernels.loss;

import io.kindling.kernels.math.VectorMath;
import io.kindling.kernels.spec.Catalogue;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training makes small.
 *
 * <p>To bring one of your own, implement {@link RegressionLoss}, which takes two functions of one
 * output and its target, or {@link OutputLoss}, if outputs are not predictions as they are, or this
 * interface, if outputs belong together. It is serialised with every job and called by several
 * threads at once, so it holds nothing but its settings; a record is the usual form, and the one
 * that config files can name.
 */
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
                  SquaredError.class,
                  AbsoluteError.class,
                  Huber.class))
          .alias("l2", SquaredError.class)
          .alias("l1", AbsoluteError.class);

  /** What {@link #decide} gives where an output is NaN. */
  int UNDECIDED = -1;

  /** What a network with this loss predicts of a row. */
  Task task();

  /**
   * Checks the number of outputs.
   *
   * @throws IllegalArgumentException when a network with {@code outputs} outputs cannot be trained
   *     on this loss
   */
  void checkOutputs(int outputs);

  /**
   * How many outputs a network has that leaves their number to the data.
   *
   * @param targets the number of classes, or where a row is not of one class, of its targets
   */
  default int outputsFor(int targets) {
    return targets;
  }

  /**
   * Whether the outputs are logits: whether the loss applies its own squashing function. Otherwise
   * outputs are predictions as they are: of labels, their probabilities.
   */
  boolean takesLogits();

  /** What a row's targets may be. */
  TargetRange targets(int outputs);

  /**
   * The weighted sum of the losses of {@code rows} rows. The arrays may be longer than that. It
   * must not overflow for any finite logits, nor keep anything.
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

  /**
   * Turns outputs (rows, outputs) into predictions, in place: logits into probabilities; outputs of
   * regression stay as they are.
   */
  void toPredictions(VectorMath math, int rows, int outputs, float[] logits);

  /**
   * The class that {@code logits[from] … logits[from + outputs − 1]} predict; {@link #UNDECIDED} if
   * one of them is NaN.
   *
   * @throws IllegalStateException when the task is not {@link Task#MULTICLASS}
   */
  int decide(float[] logits, int from, int outputs);
}
