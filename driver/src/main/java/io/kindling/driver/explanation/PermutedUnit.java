package io.kindling.driver.explanation;

import io.kindling.kernels.random.Permutation;
import java.io.Serializable;

/**
 * One permutation of one column, whose values go from row to row. Travels within a task, which
 * Spark serialises as Java does.
 */
final class PermutedUnit implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int donor;
  private final int[] features;
  private final Permutation permutation;

  /**
   * A permutation.
   *
   * @param donor the place of the column's values among those of the pass; {@link
   *     PermutedValues#TARGETS} where all features go together
   * @param features of the column
   */
  PermutedUnit(int donor, int[] features, Permutation permutation) {
    this.donor = donor;
    this.features = features;
    this.permutation = permutation;
  }

  int donor() {
    return donor;
  }

  int[] features() {
    return features;
  }

  /** The rank of the row whose values the row of a rank is given. */
  int source(long rank) {
    return (int) permutation.apply(rank);
  }
}
