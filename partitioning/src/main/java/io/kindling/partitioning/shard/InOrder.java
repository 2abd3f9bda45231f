package io.kindling.partitioning.shard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** Brings the shards of a range, which a shuffle delivers in any order, into theirs. */
final class InOrder implements FlatMapFunction<Iterator<Tuple2<Integer, Shard>>, Shard> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Shard> call(Iterator<Tuple2<Integer, Shard>> range) {
    List<Shard> shards = new ArrayList<>();
    range.forEachRemaining(numbered -> shards.add(numbered._2()));
    shards.sort(Comparator.comparingInt(Shard::index));
    return shards.iterator();
  }
}
