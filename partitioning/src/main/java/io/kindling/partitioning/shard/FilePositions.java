package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.SourceRow;
import java.util.function.ToLongFunction;

/** Positions in the global order: partition after partition. */
final class FilePositions implements RowPositions {
  private static final long serialVersionUID = 1L;

  private final long[] first;
  private final long[] end;

  /**
   * @param rowsInPartitions the number of rows in each partition
   */
  FilePositions(long[] rowsInPartitions) {
    first = new long[rowsInPartitions.length];
    end = new long[rowsInPartitions.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = i == 0 ? 0 : end[i - 1];
      end[i] = first[i] + rowsInPartitions[i];
    }
  }

  @Override
  public ToLongFunction<SourceRow> in(int partition) {
    long[] next = {first[partition]};
    return row -> next[0] < end[partition] ? next[0]++ : -1;
  }
}
