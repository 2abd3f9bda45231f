package io.kindling.partitioning.shard;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import java.io.Serializable;

/**
 * Which rows make up a batch: a pure function of seed, epoch and batch. Row j of an epoch is
 * element ⌊j / S⌋ of shard j mod S's own permutation for that epoch, and batch t holds the rows
 * from t·B to min((t + 1)·B, N) − 1. So every row is drawn once an epoch, and each batch has
 * exactly B rows, but for the last.
 */
public final class EpochSampler implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long STREAM = 0x45504F4348L; // "EPOCH"

  private final long seed;
  private final long rows;
  private final int shards;
  private final int batchSize;

  /** Draws {@code rows} rows in {@code shards} shards in batches of {@code batchSize}. */
  public EpochSampler(long seed, long rows, int shards, int batchSize) {
    if (batchSize < 1 || batchSize > rows) {
      throw new IllegalArgumentException(
          "The batch size must be from 1 to the number of rows, %s, got %s"
              .formatted(rows, batchSize));
    }
    this.seed = seed;
    this.rows = rows;
    this.shards = shards;
    this.batchSize = batchSize;
  }

  /** Batches in an epoch. */
  public int batches() {
    return Math.toIntExact((rows + batchSize - 1) / batchSize);
  }

  /** The most rows that a batch takes from a shard. */
  public int largestShare() {
    return (batchSize + shards - 1) / shards;
  }

  /** The fewest rows that a batch takes from a shard. */
  public int smallestShare() {
    int last = rowsIn(batches() - 1);
    return last / shards; // of neighbouring rows, each shard has as many, or one more
  }

  /** The number of rows in a batch. */
  public int rowsIn(int batch) {
    return (int) (end(batch) - begin(batch));
  }

  /** The first element of its permutation that a shard contributes to a batch. */
  public int firstElement(int shard, int batch) {
    return element(shard, begin(batch));
  }

  /** How many elements a shard contributes to a batch, from {@link #firstElement} on. */
  public int share(int shard, int batch) {
    return element(shard, end(batch)) - firstElement(shard, batch);
  }

  /** The order in which a shard's rows are drawn in an epoch. */
  public Permutation order(int shard, int epoch, int rowsInShard) {
    return new Permutation(rowsInShard, CounterRandom.key(seed, STREAM, epoch, shard));
  }

  private long begin(int batch) {
    return (long) batch * batchSize;
  }

  private long end(int batch) {
    return Math.min(begin(batch + 1), rows);
  }

  /** How many of the rows before {@code row} belong to {@code shard}. */
  private int element(int shard, long row) {
    return row <= shard ? 0 : (int) ((row - shard - 1) / shards + 1);
  }
}
