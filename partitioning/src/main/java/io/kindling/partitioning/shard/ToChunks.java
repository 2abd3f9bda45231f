package io.kindling.partitioning.shard;

import io.kindling.partitioning.reading.RowLayout;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.table.RawBlock;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Collects the rows of blocks into chunks, each for one shard. Blocks that are not what they were
 * when they were read are told, and left out.
 */
final class ToChunks implements FlatMapFunction<Iterator<RawBlock>, Tuple2<Integer, ShardChunk>> {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_CHUNK_BYTES = 1 << 18;
  // What a task holds at most in chunks that are not full yet, one for each shard.
  private static final int OPEN_BYTES = 1 << 25;

  private final ShardAssignment assignment;
  private final RowRanks ranks;
  private final RowLayout layout;
  private final Origins origins;
  private final BlockIndex index;
  private final ChangedRows changed;

  /**
   * @param index of the blocks that were read
   * @param changed gets those that are others now
   */
  ToChunks(
      ShardAssignment assignment,
      RowRanks ranks,
      RowLayout layout,
      Origins origins,
      BlockIndex index,
      ChangedRows changed) {
    this.assignment = assignment;
    this.ranks = ranks;
    this.layout = layout;
    this.origins = origins;
    this.index = index;
    this.changed = changed;
  }

  @Override
  public Iterator<Tuple2<Integer, ShardChunk>> call(Iterator<RawBlock> blocks) {
    return new Chunks(blocks);
  }

  private final class Chunks implements Iterator<Tuple2<Integer, ShardChunk>> {
    private final Iterator<RawBlock> blocks;
    private final Map<Integer, ShardChunk> open = new TreeMap<>();
    private final Queue<Tuple2<Integer, ShardChunk>> done = new ArrayDeque<>();
    private final int rowsPerChunk;
    private final int entriesPerChunk;

    Chunks(Iterator<RawBlock> blocks) {
      this.blocks = blocks;
      int chunkBytes = Math.min(LARGEST_CHUNK_BYTES, OPEN_BYTES / assignment.shards());
      this.rowsPerChunk = (int) Math.max(1, chunkBytes / layout.bytesPerRow());
      this.entriesPerChunk = Math.max(1, chunkBytes / (Integer.BYTES + Float.BYTES));
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && blocks.hasNext()) {
        add(blocks.next());
      }
      if (done.isEmpty()) {
        open.forEach((shard, chunk) -> done.add(new Tuple2<>(shard, chunk.finished())));
        open.clear();
      }
      return !done.isEmpty();
    }

    private void add(RawBlock block) {
      int place = index.find(block.key());
      if (place < 0 || block.bad() != null || block.checksum() != index.checksum(place)) {
        changed.add(new ChangedRows.Change(place < 0 ? -1 - place : place, block));
        return;
      }
      ranks.visit(block, place, this::add);
    }

    private void add(RowCells cells, int row, long rank) {
      int shard = (int) (rank % assignment.shards());
      ShardChunk chunk =
          open.computeIfAbsent(
              shard,
              s -> new ShardChunk(ShardBlock.allocate(layout, capacity(s)), entriesPerChunk));
      chunk.add((int) (rank / assignment.shards()), cells, row, origins);
      if (chunk.isFull()) {
        open.remove(shard);
        done.add(new Tuple2<>(shard, chunk.finished()));
      }
    }

    private int capacity(int shard) {
      return (int) Math.min(rowsPerChunk, assignment.rowsIn(shard));
    }

    @Override
    public Tuple2<Integer, ShardChunk> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return done.remove();
    }
  }
}
