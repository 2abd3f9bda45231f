package io.kindling.partitioning.shard;

import java.io.Serializable;

/** Numbers the rows of a table from 0, block by block. Travels to the executors. */
interface RowPositions extends Serializable {
  /**
   * Numbers the rows of one block, which are given in their order.
   *
   * @param block its place among the blocks
   */
  InBlock in(int block);

  /** The rows of one block. */
  interface InBlock {
    /**
     * The position of the next row.
     *
     * @param target of it; 0 where it has none
     * @return −1 if the row is left out
     */
    long next(double target);
  }
}
