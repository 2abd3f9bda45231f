package io.kindling.partitioning.job;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * A shuffle whose tasks go to any executors. By default ({@code
 * spark.shuffle.reduceLocality.enabled}) Spark gives the tasks behind a shuffle to executors that
 * hold a fifth of what they read: where a single task has read a small file, to one executor, which
 * would cache all there is and do all the work on it from then on.
 *
 * @param <V> what is shuffled, by number
 */
public final class SpreadShuffle<V> extends ShuffledRDD<Integer, V, V> {
  private static final long serialVersionUID = 1L;

  private SpreadShuffle(
      RDD<Tuple2<Integer, V>> pairs,
      Partitioner partitioner,
      ClassTag<Integer> number,
      ClassTag<V> value) {
    super(pairs, partitioner, number, value, value);
  }

  /** Brings each value to the partition of its number. */
  public static <V> JavaPairRDD<Integer, V> of(
      JavaPairRDD<Integer, V> pairs, Partitioner partitioner) {
    RDD<Tuple2<Integer, V>> shuffled =
        new SpreadShuffle<>(pairs.rdd(), partitioner, pairs.kClassTag(), pairs.vClassTag());
    return new JavaPairRDD<>(shuffled, pairs.kClassTag(), pairs.vClassTag());
  }

  /** None. */
  @Override
  public Seq<String> getPreferredLocations(Partition partition) {
    return CollectionConverters.asScala(List.<String>of()).toSeq();
  }
}
