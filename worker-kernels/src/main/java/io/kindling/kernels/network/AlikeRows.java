package io.kindling.kernels.network;

import io.kindling.kernels.layer.RowProducts;
import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;

/**
 * How rows are computed to the same bits, whatever other rows there are: in which places of a
 * block, and alone.
 */
public final class AlikeRows {
  private static final int ATTEMPTS = 3;
  private static final int FEWEST = 4; // of so many places, one has to serve

  private final int[] places;
  private final Optional<RowProducts> alone;

  private AlikeRows(int[] places, Optional<RowProducts> alone) {
    this.places = places;
    this.alone = alone;
  }

  /**
   * Finds places that compute alike, those in which the fewest products of a row alone need a
   * block; nothing but whole blocks where no row can be computed alone.
   *
   * @param theta the parameters
   * @param block a workspace for as many rows as a block has
   */
  public static AlikeRows find(Network network, float[] theta, Workspace block) {
    AlikeRows best = null;
    BitSet untried = new BitSet();
    untried.set(0, block.capacity());
    for (int attempt = 0; attempt < ATTEMPTS && !untried.isEmpty(); attempt++) {
      int reference = untried.nextSetBit(0);
      int[] places = AlikePlaces.find(network, theta, block, reference);
      if (best == null || places.length * FEWEST >= block.capacity()) {
        AlikeRows found = new AlikeRows(places, RowAlone.find(network, theta, block, reference));
        best = best == null || found.weightsInBlocks() < best.weightsInBlocks() ? found : best;
      }
      if (best.weightsInBlocks() == 0) {
        return best;
      }
      for (int place : places) {
        untried.clear(place);
      }
    }
    return Objects.requireNonNull(best, "a block has a place");
  }

  private long weightsInBlocks() {
    return alone.map(RowProducts::weightsInBlocks).orElse(Long.MAX_VALUE);
  }

  /** The places that rows are put in, ascending; not a copy. */
  public int[] places() {
    return places;
  }

  /** What multiplies a row alone; nothing where only blocks give these bits. */
  public Optional<RowProducts> alone() {
    return alone;
  }
}
