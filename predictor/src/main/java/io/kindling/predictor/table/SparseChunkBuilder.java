package io.kindling.predictor.table;

import java.util.Arrays;

/** Collects sparse rows. */
final class SparseChunkBuilder extends ChunkBuilder {
  private static final int FIRST_ENTRIES = 1024;

  private final int width;
  private final int[] starts;
  private int[] indices = new int[FIRST_ENTRIES];
  private double[] values = new double[FIRST_ENTRIES];

  SparseChunkBuilder(int rows, int width) {
    this.width = width;
    this.starts = new int[rows + 1];
  }

  @Override
  void sparse(int row, int[] places, double[] entries) {
    int from = starts[row];
    int to = from + places.length;
    if (to > indices.length) {
      int room = Math.max(to, 2 * indices.length);
      indices = Arrays.copyOf(indices, room);
      values = Arrays.copyOf(values, room);
    }
    System.arraycopy(places, 0, indices, from, places.length);
    System.arraycopy(entries, 0, values, from, places.length);
    starts[row + 1] = to;
  }

  @Override
  ColumnChunk build(int rows) {
    return SparseChunk.of(width, rows, starts, indices, values);
  }
}
