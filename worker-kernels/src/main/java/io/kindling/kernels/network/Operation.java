package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;

/**
 * A step of a compiled network. Values, by number, are what operations take and give: 0 is the
 * input, and each operation gives a new one.
 */
interface Operation {
  /** The value that it gives. */
  int target();

  /** Computes the target. */
  void forward(Pass pass, float[] theta, Workspace workspace);

  /**
   * Given the gradient by the target, adds to the gradients by the sources that need one, or sets
   * them if nothing was added before, and sets the gradient by the parameters.
   */
  void backward(Pass pass, float[] theta, Workspace workspace, float[] gradient);
}
