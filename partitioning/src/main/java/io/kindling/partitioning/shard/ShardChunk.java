package io.kindling.partitioning.shard;

import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import java.io.Serializable;

/**
 * Some rows of a shard on their way there, and which rows of the shard they are. Travels, under
 * Kryo too, hence no record.
 */
final class ShardChunk implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardBlock block;
  private final int[] places;
  private final int mostEntries;
  private int filled;

  /**
   * @param mostEntries how many values make a chunk full whose block grows with them
   */
  ShardChunk(ShardBlock block, int mostEntries) {
    this.block = block;
    this.mostEntries = mostEntries;
    this.places = new int[block.rows()];
  }

  void add(int place, RowCells source, int row, Origins origins) {
    block.setRow(filled, source, row, origins);
    places[filled++] = place;
  }

  boolean isFull() {
    return filled == places.length || block.entries() >= mostEntries;
  }

  /** The chunk as it travels. */
  ShardChunk finished() {
    block.finish();
    return this;
  }

  /** Puts the rows where they belong and returns how many they are. */
  int scatter(ShardBlock shard) {
    for (int i = 0; i < filled; i++) {
      shard.copyRow(block, i, places[i]);
    }
    return filled;
  }
}
