package io.kindling.kernels.network;

import io.kindling.kernels.layer.Pass;
import io.kindling.kernels.layer.RowProducts;
import io.kindling.kernels.layer.WeightMatrix;
import java.util.List;
import java.util.Optional;

/** How a row is computed alone, to the bit as in a place of a block. */
final class RowAlone {
  private static final int MOST_PROBES = 64; // the orders of sums have been tried already

  private RowAlone() {}

  /**
   * Finds the products of a single row, and tries random rows through the whole network in both
   * ways.
   *
   * @param theta the parameters
   * @param block the workspace of a block
   * @param reference the place in it
   * @return nothing where the bits are not the same, so that a row needs a block
   */
  static Optional<RowProducts> find(
      Network network, float[] theta, Workspace block, int reference) {
    List<WeightMatrix> matrices =
        network.operations().stream()
            .filter(operation -> operation instanceof LayerOperation)
            .map(operation -> (LayerOperation) operation)
            .filter(operation -> !(block.isSparse() && operation.source().isInput()))
            .flatMap(operation -> operation.layer().matrix().stream())
            .toList();
    RowProducts products = RowProducts.find(matrices, theta, block.capacity(), reference);
    return Optional.of(products).filter(found -> isAlike(network, theta, block, reference, found));
  }

  private static boolean isAlike(
      Network network, float[] theta, Workspace block, int reference, RowProducts products) {
    Workspace alone =
        block.isSparse()
            ? Workspace.forSparseEvaluation(network, 1)
            : Workspace.forEvaluation(network, 1);
    ProbeRows probes = new ProbeRows(network);
    for (int probe = 0; probe < Math.min(MOST_PROBES, probes.count()); probe++) {
      probes.fill(block, probe);
      network.forward(Pass.evaluation(block.capacity(), theta), block);
      probes.fill(alone, probe);
      network.forward(Pass.ofRow(theta, products), alone);
      for (int value = 1; value < network.widths().size(); value++) {
        int width = network.widths().get(value);
        if (!AlikePlaces.sameBits(
            block.value(value), reference * width, alone.value(value), 0, width)) {
          return false;
        }
      }
    }
    return true;
  }
}
