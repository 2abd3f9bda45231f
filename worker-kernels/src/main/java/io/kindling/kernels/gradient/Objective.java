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
    double lossSum = forwardAndBackward(pass, workspace);
    sum.collect();
    sum.setTotals(lossSum, weight(rows, workspace), rows);
  }

  /**
   * Whether {@link #addGradient} can add the sums over so many rows to a sum, with the bits that
   * {@link GradientSum#merge} gives.
   */
  public boolean addsGradient(int rows, Workspace workspace, GradientSum sum) {
    return rows > 0 && sum.isWhole() && !workspace.isSparse() && network.addsGradient(rows);
  }

  /** The same as {@link #gradient}, added to {@code sum}. */
  public void addGradient(
      int rows, long randomKey, float[] theta, Workspace workspace, GradientSum sum) {
    Pass pass = Pass.adding(rows, randomKey, theta, sum.written());
    double lossSum = forwardAndBackward(pass, workspace);
    sum.setTotals(sum.loss() + lossSum, sum.weight() + weight(rows, workspace), sum.rows() + rows);
  }

  /** The sum of the losses. */
  private double forwardAndBackward(Pass pass, Workspace workspace) {
    network.forward(pass, workspace);
    double lossSum =
        loss.evaluate(
            workspace.math(),
            pass.rows(),
            network.outputs(),
            workspace.logits(),
            workspace.targets(),
            workspace.weights(),
            workspace.logitsGradient());
    network.backward(pass, workspace);
    return lossSum;
  }

  private static double weight(int rows, Workspace workspace) {
    double weight = 0;
    for (int row = 0; row < rows; row++) {
      weight += workspace.weights()[row];
    }
    return weight;
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
