package io.kindling.partitioning.table;

import io.kindling.predictor.table.RawBlock;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;

/** The blocks of a table in their parts, on the cluster or on this machine. */
public interface Blocks {
  /** What is found in each part, part by part; on the cluster, one Spark job. */
  <T> List<T> collect(FlatMapFunction<Iterator<RawBlock>, T> look);

  /** Those of the partitions of an RDD. */
  static Blocks of(JavaRDD<RawBlock> blocks) {
    return new OfCluster(blocks);
  }

  /** Blocks on the cluster. */
  record OfCluster(JavaRDD<RawBlock> blocks) implements Blocks {
    @Override
    public <T> List<T> collect(FlatMapFunction<Iterator<RawBlock>, T> look) {
      return blocks.mapPartitions(look).collect();
    }
  }
}
