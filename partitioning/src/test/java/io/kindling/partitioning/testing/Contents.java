package io.kindling.partitioning.testing;

import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.SourceTable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** What tables and shards hold, as text that can be compared. */
public final class Contents {
  private Contents() {}

  /** The rows of a table, such as {@code [1.0, 2.0] -> 3.0}, in their order. */
  public static JavaRDD<String> of(SourceTable table) {
    return table.rows().map(Contents::of);
  }

  /** The rows of a table, on the driver. */
  public static List<String> listOf(SourceTable table) {
    return of(table).collect();
  }

  private static String of(SourceRow row) {
    return row.problem() == null
        ? Arrays.toString(row.features()) + " -> " + row.targets()[0]
        : row.problem().toString();
  }

  /** The shards: number, then the bits of each row's target and features. */
  public static List<String> bitsOf(ShardedData data) {
    return data.shards().collect().stream().map(Contents::bitsOf).toList();
  }

  private static String bitsOf(Shard shard) {
    ShardBlock block = shard.block();
    StringBuilder text = new StringBuilder().append(shard.index()).append(':');
    float[] features = new float[block.features()];
    for (int row = 0; row < block.rows(); row++) {
      block.readFeatures(row, features, 0);
      text.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(block.target(row))));
      for (float feature : features) {
        text.append(',').append(Integer.toHexString(Float.floatToRawIntBits(feature)));
      }
    }
    return text.toString();
  }
}
