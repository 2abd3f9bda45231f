package io.kindling.partitioning.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;

class StatisticsSerializerTest {
  private static final long SEED = 53;

  @Test
  void bothSerializersGiveTheSameStatistics() {
    assertEquals(
        LocalSpark.under(JavaSerializer.class, StatisticsSerializerTest::statistics),
        LocalSpark.under(KryoSerializer.class, StatisticsSerializerTest::statistics));
  }

  private static List<Number> statistics(JavaSparkContext context) {
    try (ShardedData data = pack(context)) {
      FeatureStatistics statistics = FeatureStatistics.of(data);
      return List.of(
          statistics.count(1),
          statistics.mean(1),
          statistics.standardDeviation(1),
          statistics.min(1),
          statistics.max(1));
    }
  }

  private static ShardedData pack(JavaSparkContext context) {
    return new RandomRows(SEED, 101, 2, Storage.FLOAT32, 3).pack(context, 3, 6, 4);
  }
}
