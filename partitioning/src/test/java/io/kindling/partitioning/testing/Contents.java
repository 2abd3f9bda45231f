package io.kindling.partitioning.testing;

import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;
import java.util.List;

/** What tables and shards hold, as text that can be compared. */
public final class Contents {
  private Contents() {}

  /** The first target of a row. */
  public static float target(ShardBlock block, int row) {
    float[] targets = new float[block.targetsPerRow()];
    block.readTargets(row, targets, 0);
    return targets[0];
  }

  /** The shards: number, then the bits of each row's weight, targets and features. */
  public static List<String> bitsOf(ShardedData data) {
    return data.shards().collect().stream().map(Contents::bitsOf).toList();
  }

  private static String bitsOf(Shard shard) {
    ShardBlock block = shard.block();
    StringBuilder text = new StringBuilder().append(shard.index()).append(':');
    float[] features = new float[block.features()];
    float[] targets = new float[block.targetsPerRow()];
    for (int row = 0; row < block.rows(); row++) {
      block.readFeatures(row, features, 0);
      block.readTargets(row, targets, 0);
      text.append(' ').append(hex(block.weight(row)));
      for (float target : targets) {
        text.append(',').append(hex(target));
      }
      for (float feature : features) {
        text.append(',').append(hex(feature));
      }
    }
    return text.toString();
  }

  private static String hex(float value) {
    return Integer.toHexString(Float.floatToRawIntBits(value));
  }
}
