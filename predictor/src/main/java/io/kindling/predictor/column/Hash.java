package io.kindling.predictor.column;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.spec.Formula;
import java.nio.charset.StandardCharsets;

/**
 * One of any number of categories, known beforehand or not: one input, the number of the bucket
 * that the text falls into, for an embedding. It is not scaled. Empty text has its bucket, too.
 *
 * <p>The bucket is a function of the UTF-8 bytes alone, the same in every version: FNV-1a (Fowler,
 * Noll, Vo) of 64 bits, mixed by SplitMix64, since FNV's lower bits depend on little of the text,
 * and the remainder by {@code buckets}, unsigned.
 *
 * @param buckets from 2 to 2²⁴, up to which float32 holds every number
 */
@Formula("hash(x) mod buckets")
public record Hash(int buckets) implements ColumnKind {
  private static final int MOST_BUCKETS = 1 << 24;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  /** Checks the number. */
  public Hash {
    if (buckets < 2 || buckets > MOST_BUCKETS) {
      throw new IllegalArgumentException(
          "Hash buckets must be from 2 to %s, got %s".formatted(MOST_BUCKETS, buckets));
    }
  }

  /** The bucket of {@code text}, from 0. */
  public int bucket(String text) {
    long hash = FNV_OFFSET;
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (value & 0xff)) * FNV_PRIME;
    }
    return (int) Long.remainderUnsigned(CounterRandom.bits(hash, 0), buckets);
  }
}
