package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.kernels.gradient.Objective;
import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.network.Workspace;
import java.util.Arrays;

/**
 * One forward pass over some rows as they are kept. It is over {@link Evaluator#ROWS_AT_A_TIME}
 * rows always, however many were added: products of another shape may round otherwise, and a row's
 * outputs would depend on how many others are in its partition.
 *
 * <p>It works in the buffers of its thread. So rows are added and the pass is run in one go, and
 * nothing that may score rows itself is called meanwhile, such as an iterator.
 */
final class ScoringPass {
  private final ModelRuntime model;
  private final ModelRuntime.Scratch scratch;
  private final Objective objective;
  private final float[] theta;
  private final int outputs;
  private int rows;
  private float[] raw = new float[0];

  ScoringPass(ModelRuntime model, float[] theta) {
    this.model = model;
    this.scratch = model.scratch();
    this.objective = model.objective();
    this.theta = theta;
    this.outputs = objective.network().outputs();
  }

  /** Outputs of a row. */
  int outputs() {
    return outputs;
  }

  /** Adds a row; copies it. */
  void add(float[] kept) {
    model.setInput(kept, scratch, rows++);
  }

  /** Computes the outputs of the rows. */
  void run() {
    Workspace workspace = scratch.workspace();
    int capacity = workspace.capacity();
    if (workspace.isSparse()) {
      for (int row = rows; row < capacity; row++) {
        workspace.sparseInput().endRow();
      }
    }
    objective.network().forward(Pass.evaluation(capacity, theta), workspace);
    float[] values = workspace.logits();
    raw = Arrays.copyOf(values, rows * outputs);
    objective.loss().toPredictions(workspace.math(), rows, outputs, values);
    model.targets().undo(values, rows);
  }

  /** The network's outputs before the loss makes predictions of them: (rows, outputs). */
  float[] raw() {
    return raw;
  }

  /**
   * Probabilities, or predicted numbers in the units of the data: (rows, outputs); the array is
   * longer, and the thread's.
   */
  float[] predictions() {
    return scratch.workspace().logits();
  }

  /** The predicted class of a row, or {@link Prediction#NO_CLASS}. */
  int classOf(int row) {
    Loss loss = objective.loss();
    return loss.task() == Task.MULTICLASS
        ? loss.decide(raw, row * outputs, outputs)
        : Prediction.NO_CLASS;
  }
}
