package io.kindling.partitioning.reading;

import io.kindling.partitioning.table.BlockSummary;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.RawBlock;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Brings blocks into the order of their keys: some sources give their files to tasks in any order.
 */
final class InOrder extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final HashMap<BlockKey, Integer> places = new HashMap<>();
  private final int partitions;

  private InOrder(List<BlockSummary> blocks, int partitions) {
    blocks.forEach(block -> places.put(block.key(), places.size()));
    this.partitions = partitions;
  }

  static JavaRDD<RawBlock> of(JavaRDD<RawBlock> blocks, List<BlockSummary> summaries) {
    InOrder order = new InOrder(summaries, blocks.getNumPartitions());
    JavaPairRDD<BlockKey, RawBlock> sorted =
        blocks
            .mapToPair(block -> new Tuple2<>(block.key(), block))
            .repartitionAndSortWithinPartitions(order);
    return sorted.values();
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    long place = places.getOrDefault(key, 0);
    return (int) (place * partitions / places.size());
  }
}
