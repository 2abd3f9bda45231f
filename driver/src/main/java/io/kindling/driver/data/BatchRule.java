package io.kindling.driver.data;

import io.kindling.kernels.spec.Require;
import java.util.OptionalInt;

/**
 * How rows are to be divided into shards and batches, as far as it is declared. What is not follows
 * from the number of rows and never from the cores, so that the model does not depend on where it
 * is trained.
 *
 * @param batchSize rows in an optimizer step, over all shards. If not given, about the root of the
 *     number of rows: the greatest power of two whose square is not above it, from 32 to 1,024, and
 *     as many as there are shards at least, but not more than there are rows
 * @param shards into how many parts the rows are divided. If not given, the greatest power of two
 *     that leaves each shard 64 rows of a batch, at most 8
 * @param seed of the divisions and of the order in which rows are drawn
 */
public record BatchRule(OptionalInt batchSize, OptionalInt shards, long seed) {
  private static final int SMALLEST_BATCH = 32;
  private static final int LARGEST_BATCH = 1024;
  private static final int ROWS_PER_SHARD = 64;
  private static final int MOST_SHARDS = 8;

  /**
   * Checks what is given.
   *
   * @throws IllegalArgumentException when it is out of range
   */
  public static void check(OptionalInt batchSize, OptionalInt shards) {
    batchSize.ifPresent(size -> Require.atLeast(1, "Batch size", size));
    shards.ifPresent(count -> Require.atLeast(1, "Shards", count));
    if (batchSize.isPresent() && shards.isPresent() && shards.getAsInt() > batchSize.getAsInt()) {
      throw new IllegalArgumentException(
          "Shards must be at most the batch size, %s, got %s"
              .formatted(batchSize.getAsInt(), shards.getAsInt()));
    }
  }

  /** How so many rows to train on are divided. */
  public Batching of(long rows) {
    int size = batchSize.orElseGet(() -> batchSizeFor(rows));
    return new Batching(size, shards.orElse(shardsFor(size)), seed);
  }

  private int batchSizeFor(long rows) {
    int size = SMALLEST_BATCH;
    while (size < LARGEST_BATCH && 4L * size * size <= rows) {
      size *= 2;
    }
    return Math.max((int) Math.min(rows, size), shards.orElse(1));
  }

  private static int shardsFor(int batchSize) {
    return Integer.highestOneBit(Math.max(1, Math.min(MOST_SHARDS, batchSize / ROWS_PER_SHARD)));
  }
}
