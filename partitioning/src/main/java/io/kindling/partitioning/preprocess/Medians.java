package io.kindling.partitioning.preprocess;

import io.kindling.partitioning.shard.LeafWork;
import io.kindling.partitioning.shard.Shard;
import io.kindling.partitioning.shard.ShardBlock;
import io.kindling.partitioning.shard.ShardedData;

/**
 * The exact median of each feature over the rows in which it is not missing: the number in the
 * middle, or of an even count the mean of both, (x₍ₙ₋₁₎⸝₂ + x₍ₙ₎⸝₂) / 2 with halves rounded down.
 * They are found digit by digit of the numbers' bits, all features at once: eight Spark jobs, each
 * of which counts the numbers that agree with what is known by their next digit. So nothing is
 * sorted or moved, and counts are whole numbers, the same in any order.
 */
final class Medians extends LeafWork<DigitCounts> {
  private static final long serialVersionUID = 1L;

  private final int[] keys;
  private final int shift;

  private Medians(int shards, int[] keys, int shift) {
    super(shards);
    this.keys = keys;
    this.shift = shift;
  }

  /**
   * The medians; 0 for a feature without a number.
   *
   * @param statistics of the same rows, which have their count
   */
  static float[] of(ShardedData data, FeatureStatistics statistics) {
    int features = data.shape().size();
    int[] keys = new int[2 * features];
    long[] ranks = new long[2 * features]; // among the numbers that agree with the key so far
    for (int i = 0; i < features; i++) {
      ranks[2 * i] = (statistics.count(i) - 1) / 2;
      ranks[2 * i + 1] = statistics.count(i) / 2;
    }
    for (int shift = Integer.SIZE - DigitCounts.BITS; shift >= 0; shift -= DigitCounts.BITS) {
      DigitCounts counts = data.reduce(new Medians(data.shardCount(), keys.clone(), shift));
      for (int sought = 0; sought < keys.length; sought++) {
        int digit = 0;
        while (digit < DigitCounts.DIGITS - 1 && ranks[sought] >= counts.of(sought, digit)) {
          ranks[sought] -= counts.of(sought, digit++);
        }
        keys[sought] |= digit << shift;
      }
    }
    float[] medians = new float[features];
    for (int i = 0; i < features; i++) {
      double low = DigitCounts.number(keys[2 * i]);
      double high = DigitCounts.number(keys[2 * i + 1]);
      medians[i] = statistics.count(i) == 0 ? 0f : (float) ((low + high) / 2);
    }
    return medians;
  }

  @Override
  protected DigitCounts leaf(Shard shard) {
    ShardBlock block = shard.block();
    DigitCounts counts = new DigitCounts(keys.length);
    float[] row = new float[block.features()];
    for (int i = 0; i < block.rows(); i++) {
      block.readFeatures(i, row, 0);
      counts.add(row, keys, shift);
    }
    return counts;
  }
}
