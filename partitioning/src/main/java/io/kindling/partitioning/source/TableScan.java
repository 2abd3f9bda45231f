package io.kindling.partitioning.source;

import java.util.Arrays;

/** What a first look at all rows of a table found. Stays on the driver. */
public final class TableScan {
  private final long[] rows;
  private final long[][] classes;
  private final long[] checksums;
  private final ColumnRanges ranges;

  TableScan(long[] rows, long[][] classes, long[] checksums, ColumnRanges ranges) {
    this.rows = rows;
    this.classes = classes;
    this.checksums = checksums;
    this.ranges = ranges;
  }

  /** The number of rows. */
  public long rows() {
    return Arrays.stream(rows).sum();
  }

  /** The number of rows in each partition; a copy. */
  public long[] rowsInPartitions() {
    return rows.clone();
  }

  /** The number of rows in each partition, of each class, where they were counted; a copy. */
  public long[][] classesInPartitions() {
    return Arrays.stream(classes).map(long[]::clone).toArray(long[][]::new);
  }

  /** The checksum of the rows of each partition, as {@link RowChecksum} has it; a copy. */
  public long[] checksums() {
    return checksums.clone();
  }

  /** The ranges of the columns. */
  public ColumnRanges ranges() {
    return ranges;
  }
}
