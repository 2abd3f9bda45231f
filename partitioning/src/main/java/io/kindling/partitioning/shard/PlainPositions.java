package io.kindling.partitioning.shard;

/** Positions in the global order: block after block. */
final class PlainPositions implements RowPositions {
  private static final long serialVersionUID = 1L;

  private final long[] first;

  /**
   * @param rowsInBlocks the number of rows in each block
   */
  PlainPositions(long[] rowsInBlocks) {
    first = new long[rowsInBlocks.length];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + rowsInBlocks[i - 1];
    }
  }

  @Override
  public InBlock in(int block) {
    long[] next = {first[block]};
    return target -> next[0]++;
  }
}
