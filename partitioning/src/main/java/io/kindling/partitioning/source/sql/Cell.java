package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Gives one cell of a row of Spark SQL to a block. */
@FunctionalInterface
interface Cell extends Serializable {
  /**
   * Reads the cell.
   *
   * @param position of the row, for errors
   */
  void read(InternalRow row, long position, BlockBuilder block) throws UnreadableRowException;
}
