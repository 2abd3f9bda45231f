package io.kindling.partitioning.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kindling.partitioning.reading.Storage;
import io.kindling.partitioning.testing.Contents;
import io.kindling.partitioning.testing.LocalSpark;
import io.kindling.partitioning.testing.RandomRows;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShardSerializerTest {
  private static final long SEED = 47;

  @ParameterizedTest
  @EnumSource
  void bothSerializersGiveTheSameBits(Storage storage) {
    List<String> java = LocalSpark.under(JavaSerializer.class, context -> packed(context, storage));
    List<String> kryo = LocalSpark.under(KryoSerializer.class, context -> packed(context, storage));
    assertEquals(java, kryo);
  }

  @ParameterizedTest
  @EnumSource
  void shardsSurviveOnDiskUnderKryo(Storage storage) {
    List<List<String>> packedAndStored =
        LocalSpark.under(
            KryoSerializer.class,
            context -> List.of(packed(context, storage), stored(context, storage)));
    assertEquals(packedAndStored.get(0), packedAndStored.get(1));
  }

  private static List<String> packed(JavaSparkContext context, Storage storage) {
    try (ShardedData data = pack(context, storage)) {
      return Contents.bitsOf(data);
    }
  }

  /** The shards as they come back from the disk: the second look reads what the first one wrote. */
  private static List<String> stored(JavaSparkContext context, Storage storage) {
    try (ShardedData data = pack(context, storage)) {
      data.shards().unpersist(true).persist(StorageLevel.DISK_ONLY()).count();
      return Contents.bitsOf(data);
    }
  }

  private static ShardedData pack(JavaSparkContext context, Storage storage) {
    return new RandomRows(SEED, 101, 5, storage, 0).pack(context, 3, 6, 4);
  }
}
