package io.kindling.partitioning.shard;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.SourceTable;
import java.io.Serializable;
import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;

/**
 * Whether a source gave other rows than when they were counted, and its first partition that did.
 * Tasks tell the driver so instead of failing: one that fails is tried again, in vain, and leaves a
 * stack trace where the user needs one line. Since Spark adds up what tasks of any job say before
 * the job ends, it is noticed too when a lost shard is packed again.
 */
final class ChangedRows extends AccumulatorV2<ChangedRows.Change, ChangedRows.Change> {
  private static final long serialVersionUID = 1L;

  private static final Change NONE = new Change(Integer.MAX_VALUE, null);

  /** Of a shard that is not complete, whichever partition its rows were in. */
  static final Change INCOMPLETE = new Change(Integer.MAX_VALUE - 1, null);

  private Change first = NONE;

  /** Other rows in a partition. */
  static final class Change implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int partition;
    private final String unit;
    private final long position;
    private final String found; // empty unless a row could not be read
    private final String expected;

    /**
     * A change.
     *
     * @param unread the first row that could be read before and cannot any more, as where a file is
     *     gone
     */
    Change(int partition, @Nullable SourceRow unread) {
      SourceRow.Problem problem = unread == null ? null : unread.problem();
      this.partition = partition;
      this.unit = unread == null ? "" : unread.unit();
      this.position = unread == null ? 0 : unread.position();
      this.found = problem == null ? "" : problem.found();
      this.expected = problem == null ? "" : problem.expected();
    }
  }

  @Override
  public boolean isZero() {
    return first.partition == NONE.partition;
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
    first = change.partition < first.partition ? change : first;
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
  void check(SourceTable table) {
    if (isZero()) {
      return;
    }
    if (!first.found.isEmpty()) {
      throw InvalidInputException.at(
          table.places().place(first.unit, first.position), first.found, first.expected);
    }
    throw InvalidInputException.at(
        first.partition == INCOMPLETE.partition
            ? table.name()
            : "%s, partition %s".formatted(table.name(), first.partition),
        "other rows than when they were counted",
        "the same rows in the same order each time they are read");
  }
}
