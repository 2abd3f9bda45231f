package io.kindling.partitioning.shard;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.RawBlock;
import java.io.Serializable;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Whether a source gave other rows than when they were counted, and its first block that did. Tasks
 * tell the driver so instead of failing: one that fails is tried again, in vain, and leaves a stack
 * trace where the user needs one line. Since Spark adds up what tasks of any job say before the job
 * ends, it is noticed too when a lost shard is packed again.
 */
final class ChangedRows extends AccumulatorV2<ChangedRows.Change, ChangedRows.Change> {
  private static final long serialVersionUID = 1L;

  private static final Change NONE = new Change(Integer.MAX_VALUE, null);

  /** Of a shard that is not complete, whichever block its rows were in. */
  static final Change INCOMPLETE = new Change(Integer.MAX_VALUE - 1, null);

  private Change first = NONE;

  /** Other rows in a block. */
  static final class Change implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int place;
    private final @Nullable RawBlock block; // without its columns

    /**
     * A change.
     *
     * @param place of the block among those that were counted
     * @param block as it is now
     */
    Change(int place, @Nullable RawBlock block) {
      this.place = place;
      this.block = block == null ? null : block.withoutRows();
    }
  }

  @Override
  public boolean isZero() {
    return first.place == NONE.place;
  }

  @Override
  public AccumulatorV2<Change, Change> copy() {
    ChangedRows copy = new ChangedRows();
    copy.first = first;
    return copy;
  }

  @Override
  public void reset() {
    first = NONE;
  }

  @Override
  public void add(Change change) {
    first = change.place < first.place ? change : first;
  }

  @Override
  public void merge(AccumulatorV2<Change, Change> other) {
    add(other.value());
  }

  @Override
  public Change value() {
    return first;
  }

  /**
   * Checks on the driver, when a job is over.
   *
   * @throws InvalidInputException when the source gave other rows
   */
  void check(RawTable table) {
    if (isZero()) {
      return;
    }
    RawBlock block = first.block;
    BadRow bad = block == null ? null : block.bad();
    if (block != null && bad != null) {
      throw InvalidInputException.at(
          new RowPlace(block.key(), bad.position()).in(table), bad.found(), bad.expected());
    }
    if (block != null) {
      throw table.changed(block.key());
    }
    throw InvalidInputException.at(
        table.name(),
        "other rows than when they were counted",
        "the same rows in the same order each time they are read");
  }
}
