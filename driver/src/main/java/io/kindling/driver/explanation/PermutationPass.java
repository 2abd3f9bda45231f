package io.kindling.driver.explanation;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import io.kindling.predictor.explanation.SourceColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * The permutations that one pass over the rows evaluates: as many as there is room for. Their
 * columns' values go to every executor, and their sums come back from every shard.
 */
final class PermutationPass {
  /** Values of all rows that a pass may send. */
  static final long MOST_VALUES = 1L << 24;

  private static final long MOST_SUMS = 1L << 22; // of metrics such as those of curves, per shard
  private static final int NOT_YET = -2;
  private static final long STREAM = 0x504552_4D555445L; // "PERMUTE"

  private final List<int[]> columns = new ArrayList<>();
  private final List<PermutedUnit> units = new ArrayList<>();
  private boolean withTargets;
  private long values;

  private PermutationPass() {}

  /**
   * Divides all repeats of all columns among passes, in their order.
   *
   * @param features of a row
   * @param sums that an evaluation keeps
   */
  static List<PermutationPass> of(
      List<SourceColumn> columns, int features, long rows, long sums, int repeats, long seed) {
    List<PermutationPass> passes = new ArrayList<>();
    PermutationPass pass = new PermutationPass();
    for (SourceColumn column : columns) {
      int[] places = column.features().stream().mapToInt(Integer::intValue).toArray();
      int donor = NOT_YET;
      for (int repeat = 0; repeat < repeats; repeat++) {
        long more = donor == NOT_YET ? rows * places.length : 0;
        boolean full =
            pass.values + more > MOST_VALUES || (pass.units.size() + 2) * sums > MOST_SUMS;
        if (full && !pass.units.isEmpty()) {
          passes.add(pass);
          pass = new PermutationPass();
          donor = NOT_YET;
        }
        if (donor == NOT_YET) {
          donor = pass.add(places, features, rows);
        }
        long key = CounterRandom.key(seed, STREAM, places[0], repeat);
        pass.units.add(new PermutedUnit(donor, places, new Permutation(rows, key)));
      }
    }
    passes.add(pass);
    return passes;
  }

  private int add(int[] places, int features, long rows) {
    if (places.length == features) {
      withTargets = true;
      return PermutedValues.TARGETS;
    }
    values += rows * places.length;
    columns.add(places);
    return columns.size() - 1;
  }

  /** The features of each column whose values are sent. */
  List<int[]> columns() {
    return columns;
  }

  /** Whether targets and weights are sent, too. */
  boolean withTargets() {
    return withTargets;
  }

  /** The permutations. */
  List<PermutedUnit> units() {
    return units;
  }
}
