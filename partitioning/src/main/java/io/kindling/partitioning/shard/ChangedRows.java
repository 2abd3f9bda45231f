package io.kindling.partitioning.shard;

import io.kindling.kernels.spec.InvalidInputException;
import org.apache.spark.util.AccumulatorV2;

/**
 * Whether a source gave other rows than when they were counted, and its first partition that did.
 * Tasks tell the driver so instead of failing: one that fails is tried again, in vain, and leaves a
 * stack trace where the user needs one line. Since Spark adds up what tasks of any job say before
 * the job ends, it is noticed too when a lost shard is packed again.
 */
final class ChangedRows extends AccumulatorV2<Integer, Integer> {
  private static final long serialVersionUID = 1L;

  /** Of a shard that is not complete, whichever partition its rows were in. */
  static final int SOME_PARTITION = Integer.MAX_VALUE - 1;

  private static final int NO_PARTITION = Integer.MAX_VALUE;

  private int partition = NO_PARTITION;

  @Override
  public boolean isZero() {
    return partition == NO_PARTITION;
  }

  @Override
  public AccumulatorV2<Integer, Integer> copy() {
    ChangedRows copy = new ChangedRows();
    copy.partition = partition;
    return copy;
  }

  @Override
  public void reset() {
    partition = NO_PARTITION;
  }

  @Override
  public void add(Integer changed) {
    partition = Math.min(partition, changed);
  }

  @Override
  public void merge(AccumulatorV2<Integer, Integer> other) {
    add(other.value());
  }

  @Override
  public Integer value() {
    return partition;
  }

  /**
   * Checks on the driver, when a job is over.
   *
   * @throws InvalidInputException when the source gave other rows
   */
  void check(String table) {
    if (!isZero()) {
      throw InvalidInputException.at(
          partition == SOME_PARTITION ? table : "%s, partition %s".formatted(table, partition),
          "other rows than when they were counted",
          "the same rows in the same order each time they are read");
    }
  }
}
