package io.kindling.partitioning.shard;

import io.kindling.partitioning.reading.RowLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Assembles the shards of one range from their chunks; the order in which chunks arrive is lost.
 * Rows that are missing are reported to the driver.
 */
final class ToShards
    implements Function2<Integer, Iterator<Tuple2<Integer, ShardChunk>>, Iterator<Shard>> {
  private static final long serialVersionUID = 1L;

  private final ShardAssignment assignment;
  private final ShardRanges ranges;
  private final RowLayout layout;
  private final ChangedRows changed;

  ToShards(ShardAssignment assignment, ShardRanges ranges, RowLayout layout, ChangedRows changed) {
    this.assignment = assignment;
    this.ranges = ranges;
    this.layout = layout;
    this.changed = changed;
  }

  @Override
  public Iterator<Shard> call(Integer task, Iterator<Tuple2<Integer, ShardChunk>> chunks) {
    int start = ranges.start(task);
    List<Shard> shards = new ArrayList<>();
    for (int shard = start; shard < ranges.start(task + 1); shard++) {
      int rows = Math.toIntExact(assignment.rowsIn(shard));
      shards.add(new Shard(shard, ShardBlock.allocate(layout, rows)));
    }
    long missing = shards.stream().mapToLong(shard -> shard.block().rows()).sum();
    while (chunks.hasNext()) {
      Tuple2<Integer, ShardChunk> chunk = chunks.next();
      missing -= chunk._2().scatter(shards.get(chunk._1() - start).block());
    }
    if (missing != 0) {
      changed.add(ChangedRows.INCOMPLETE);
    }
    shards.forEach(shard -> shard.block().finish());
    return shards.iterator();
  }
}
