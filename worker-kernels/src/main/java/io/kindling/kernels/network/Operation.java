package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import java.util.List;

/**
 * A step of a compiled network. Values, by number, are what operations take and give: 0 is the
 * input, and each operation gives a new one.
 */
interface Operation {
  /** The value that it gives. */
  int target();

  /** Whether it takes the network's input. */
  boolean takesInput();

  /** Whether it takes the network's input as sparse rows, or does not take the input at all. */
  boolean takesInputSparse();

  /**
   * Which value of an input row each of its values is, unchanged; −1 for those that are computed.
   *
   * @param passed the same of the values before, by their numbers
   */
  int[] passed(List<int[]> passed);

  /** Computes the target. */
  void forward(Pass pass, Workspace workspace);

  /**
   * Given the gradient by the target, adds to the gradients by the sources that need one, or sets
   * them if nothing was added before, and sets the gradient by the parameters.
   */
  void backward(Pass pass, Workspace workspace);
}
