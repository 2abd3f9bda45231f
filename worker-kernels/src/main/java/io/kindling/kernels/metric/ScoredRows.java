package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.math.VectorMath;
import org.jspecify.annotations.Nullable;

/** Rows with what a network gave for them; a view of the workspace's buffers. */
public final class ScoredRows {
  private final VectorMath math;
  private final Loss loss;
  private final int rows;
  private final int outputs;
  private final float[] logits;
  private final float[] targets;
  private final float[] weights;
  private @Nullable Probabilities probabilities; // once a metric asks for them

  /** The first rows of some buffers, with room of their own for vector functions. */
  public ScoredRows(
      Loss loss, int rows, int outputs, float[] logits, float[] targets, float[] weights) {
    this(new VectorMath(), loss, rows, outputs, logits, targets, weights);
  }

  /**
   * The first rows of some buffers.
   *
   * @param math room for vector functions
   * @param loss what the network was trained on; it says what outputs mean
   * @param rows how many
   * @param outputs values in a row of logits
   * @param logits (rows, outputs)
   * @param targets (rows, targets per row)
   * @param weights (rows)
   */
  public ScoredRows(
      VectorMath math,
      Loss loss,
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights) {
    this.math = math;
    this.loss = loss;
    this.rows = rows;
    this.outputs = outputs;
    this.logits = logits;
    this.targets = targets;
    this.weights = weights;
  }

  /** Room for vector functions. */
  public VectorMath math() {
    return math;
  }

  /** What the network was trained on. */
  public Loss loss() {
    return loss;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** Values in a row of logits. */
  public int outputs() {
    return outputs;
  }

  /** (rows, outputs). */
  public float[] logits() {
    return logits;
  }

  /** What the outputs stand for, computed once for all metrics. */
  Probabilities probabilities() {
    if (probabilities == null) {
      probabilities = Probabilities.of(this);
    }
    return probabilities;
  }

  /** (rows, targets per row). */
  public float[] targets() {
    return targets;
  }

  /** (rows). */
  public float[] weights() {
    return weights;
  }

  /**
   * The class that is predicted of a row, or {@link Loss#UNDECIDED} where an output is NaN.
   *
   * @throws IllegalStateException when the loss is not for one class a row
   */
  public int decision(int row) {
    return loss.decide(logits, row * outputs, outputs);
  }

  /**
   * Whether a row is predicted to have a label, where the loss is for several labels: whether the
   * label's probability is above ½, that is, its logit above 0. Never where the output is NaN.
   */
  public boolean predicts(int row, int label) {
    return logits[row * outputs + label] > (loss.takesLogits() ? 0 : 0.5f);
  }

  /** The class of a row, where the loss is for one class a row. */
  public int target(int row) {
    return (int) targets[row];
  }
}
