package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.SourceRow;
import java.util.function.ToLongFunction;

/** Positions in the global order: partition after partition. */
final class FilePositions implements RowPositions {
  private static final long serialVersionUID = 1L;

  private final long[] first;

  /**
   * @param rowsInPartitions the number of rows in each partition
   */
  FilePositions(long[] rowsInPartitions) {
    first = new long[rowsInPartitions.length];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + rowsInPartitions[i - 1];
    }
  }

  @Override
  public ToLongFunction<SourceRow> in(int partition) {
    long[] next = {first[partition]};
    return row -> next[0]++;
  }
}
