package io.kindling.partitioning.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.kindling.partitioning.testing.LocalSpark;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Which executors Spark prefers for the tasks behind a shuffle. */
class SpreadShuffleTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HashPartitioner HALVES = new HashPartitioner(2);

  @Test
  void noExecutorIsPreferredForHoldingWhatIsRead() {
    JavaPairRDD<Integer, String> pairs = pairs();
    assertFalse(preferences(pairs.partitionBy(HALVES)).isEmpty(), "what Spark does by itself");
    assertEquals(List.of(), preferences(SpreadShuffle.of(pairs, HALVES)));
  }

  @Test
  void eachValueComesToThePartitionOfItsNumber() {
    assertEquals(
        List.of(List.of(new Tuple2<>(0, "a"), new Tuple2<>(2, "c")), List.of(new Tuple2<>(1, "b"))),
        SpreadShuffle.of(pairs(), HALVES).glom().collect());
  }

  private static JavaPairRDD<Integer, String> pairs() {
    return SPARK
        .context()
        .parallelizePairs(
            List.of(new Tuple2<>(0, "a"), new Tuple2<>(1, "b"), new Tuple2<>(2, "c")), 1);
  }

  /** Where Spark would compute the first partition, once what is shuffled lies somewhere. */
  private static List<?> preferences(JavaPairRDD<Integer, String> shuffled) {
    assertEquals(3, shuffled.count());
    return CollectionConverters.asJava(shuffled.context().getPreferredLocs(shuffled.rdd(), 0));
  }
}
