package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.SourceRow;
import java.io.Serializable;
import java.util.function.ToLongFunction;

/** Numbers the rows of a table from 0, partition by partition. Travels to the executors. */
interface RowPositions extends Serializable {
  /**
   * Numbers the rows of one partition.
   *
   * @return takes its rows in order, and gives the position of each, or −1 if the row is left out
   *     or is one more than were counted
   */
  ToLongFunction<SourceRow> in(int partition);
}
