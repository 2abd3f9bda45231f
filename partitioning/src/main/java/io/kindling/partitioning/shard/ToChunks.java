package io.kindling.partitioning.shard;

import io.kindling.partitioning.source.RowLayout;
import io.kindling.partitioning.source.SourceRow;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/** Collects the rows of a source partition into chunks, each for one shard. */
final class ToChunks
    implements Function2<Integer, Iterator<SourceRow>, Iterator<Tuple2<Integer, ShardChunk>>> {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_CHUNK_BYTES = 1 << 18;
  // What a task holds at most in chunks that are not full yet, one for each shard.
  private static final int OPEN_BYTES = 1 << 25;

  private final ShardAssignment assignment;
  private final RowLayout layout;
  private final long[] firstPositions;

  /**
   * @param firstPositions the global position of the first row of each source partition
   */
  ToChunks(ShardAssignment assignment, RowLayout layout, long[] firstPositions) {
    this.assignment = assignment;
    this.layout = layout;
    this.firstPositions = firstPositions;
  }

  @Override
  public Iterator<Tuple2<Integer, ShardChunk>> call(Integer partition, Iterator<SourceRow> rows) {
    return new Chunks(firstPositions[partition], rows);
  }

  private final class Chunks implements Iterator<Tuple2<Integer, ShardChunk>> {
    private final Iterator<SourceRow> rows;
    private final Map<Integer, ShardChunk> open = new TreeMap<>();
    private final Queue<Tuple2<Integer, ShardChunk>> done = new ArrayDeque<>();
    private final int rowsPerChunk;
    private long position;

    Chunks(long position, Iterator<SourceRow> rows) {
      this.position = position;
      this.rows = rows;
      int chunkBytes = Math.min(LARGEST_CHUNK_BYTES, OPEN_BYTES / assignment.shards());
      this.rowsPerChunk = (int) Math.max(1, chunkBytes / layout.bytesPerRow());
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && rows.hasNext()) {
        add(rows.next());
      }
      if (done.isEmpty()) {
        open.forEach((shard, chunk) -> done.add(new Tuple2<>(shard, chunk)));
        open.clear();
      }
      return !done.isEmpty();
    }

    private void add(SourceRow row) {
      long rank = assignment.rank(position++);
      if (rank < 0) {
        return;
      }
      int shard = (int) (rank % assignment.shards());
      ShardChunk chunk =
          open.computeIfAbsent(
              shard, s -> new ShardChunk(ShardBlock.allocate(layout, capacity(s))));
      chunk.add((int) (rank / assignment.shards()), row);
      if (chunk.isFull()) {
        open.remove(shard);
        done.add(new Tuple2<>(shard, chunk));
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
