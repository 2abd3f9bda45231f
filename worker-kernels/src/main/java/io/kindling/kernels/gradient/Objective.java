package io.kindling.kernels.gradient;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.ScoredRows;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.Workspace;

/** A network and a loss: rows and parameters in, sums out. */
public final class Objective {
  private final Network network;
  private final Loss loss;

  /** Compiles the model. */
  public Objective(ModelSpec spec) {
    this.network = spec.compile();
    this.loss = spec.loss();
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /** The loss. */
  public Loss loss() {
    return loss;
  }

  /**
   * Sets {@code sum} to the sums over the first rows of the workspace.
   *
   * @param rows how many, at least 1
   * @param randomKey what random numbers are drawn from; the same key draws the same
   * @param theta the parameters
   */
  public void gradient(
      int rows, long randomKey, float[] theta, Workspace workspace, GradientSum sum) {
    Pass pass = Pass.training(rows, randomKey, theta, sum.written());
    network.forward(pass, workspace);
    double lossSum =
        loss.evaluate(
            workspace.math(),
            rows,
            network.outputs(),
            workspace.logits(),
            workspace.targets(),
            workspace.weights(),
            workspace.logitsGradient());
    network.backward(pass, workspace);
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      weight += workspace.weights()[row];
    }
    sum.collect();
    sum.setTotals(lossSum, weight, rows);
  }

  /** The first {@code rows} rows of the workspace with what the network gives for them: a view. */
  public ScoredRows score(int rows, float[] theta, Workspace workspace) {
    network.forward(Pass.evaluation(rows, theta), workspace);
    return new ScoredRows(
        workspace.math(),
        loss,
        rows,
        network.outputs(),
        workspace.logits(),
        workspace.targets(),
        workspace.weights());
  }
}
