package io.kindling.partitioning.shard;

import io.kindling.partitioning.column.Origins;
import io.kindling.partitioning.source.RowChecksum;
import io.kindling.partitioning.source.RowLayout;
import io.kindling.partitioning.source.SourceRow;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Collects the rows of a source partition into chunks, each for one shard, and compares them with
 * what was there when they were counted.
 */
final class ToChunks
    implements Function2<Integer, Iterator<SourceRow>, Iterator<Tuple2<Integer, ShardChunk>>> {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_CHUNK_BYTES = 1 << 18;
  // What a task holds at most in chunks that are not full yet, one for each shard.
  private static final int OPEN_BYTES = 1 << 25;

  private final ShardAssignment assignment;
  private final RowLayout layout;
  private final Origins origins;
  private final RowPositions positions;
  private final long[] checksums;
  private final ChangedRows changed;

  /**
   * @param checksums of the rows of each partition
   * @param changed gets the partitions that have other rows
   */
  ToChunks(
      ShardAssignment assignment,
      RowLayout layout,
      Origins origins,
      RowPositions positions,
      long[] checksums,
      ChangedRows changed) {
    this.assignment = assignment;
    this.layout = layout;
    this.origins = origins;
    this.positions = positions;
    this.checksums = checksums;
    this.changed = changed;
  }

  @Override
  public Iterator<Tuple2<Integer, ShardChunk>> call(Integer partition, Iterator<SourceRow> rows) {
    return new Chunks(partition, rows);
  }

  private final class Chunks implements Iterator<Tuple2<Integer, ShardChunk>> {
    private final int partition;
    private final Iterator<SourceRow> rows;
    private final Map<Integer, ShardChunk> open = new TreeMap<>();
    private final Queue<Tuple2<Integer, ShardChunk>> done = new ArrayDeque<>();
    private final int rowsPerChunk;
    private final int entriesPerChunk;
    private final ToLongFunction<SourceRow> positionsInPartition;
    private final RowChecksum checksum = new RowChecksum();
    private @Nullable SourceRow unread;

    Chunks(int partition, Iterator<SourceRow> rows) {
      this.partition = partition;
      this.positionsInPartition = positions.in(partition);
      this.rows = rows;
      int chunkBytes = Math.min(LARGEST_CHUNK_BYTES, OPEN_BYTES / assignment.shards());
      this.rowsPerChunk = (int) Math.max(1, chunkBytes / layout.bytesPerRow());
      this.entriesPerChunk = Math.max(1, chunkBytes / (Integer.BYTES + Float.BYTES));
    }

    @Override
    public boolean hasNext() {
      while (done.isEmpty() && rows.hasNext()) {
        add(rows.next());
      }
      if (done.isEmpty()) {
        open.forEach((shard, chunk) -> done.add(new Tuple2<>(shard, chunk.finished())));
        open.clear();
      }
      if (done.isEmpty() && checksum.value() != checksums[partition]) {
        changed.add(new ChangedRows.Change(partition, unread));
      }
      return !done.isEmpty();
    }

    private void add(SourceRow row) {
      checksum.add(row);
      if (row.problem() != null) {
        unread = unread == null ? row : unread;
        return;
      }
      if (row.width() != layout.features()) {
        return; // it was as wide as the others when it was counted, so the checksum tells
      }
      long position = positionsInPartition.applyAsLong(row);
      long rank = position < 0 ? -1 : assignment.rank(position);
      if (rank < 0) {
        return;
      }
      int shard = (int) (rank % assignment.shards());
      ShardChunk chunk =
          open.computeIfAbsent(
              shard,
              s -> new ShardChunk(ShardBlock.allocate(layout, capacity(s)), entriesPerChunk));
      chunk.add((int) (rank / assignment.shards()), row, origins);
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
