package io.kindling.partitioning.shard;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import java.io.Serializable;

/**
 * Where each row of a table goes. A row at global position g has the permuted position p = π(g),
 * where π is a random permutation that the seed chooses. Rows with {@code from ≤ p < to} are kept;
 * row p − from = q goes to shard q mod S and is element q div S there. So shards are random samples
 * whose sizes differ by at most one, and a table can be cut in two without reading it.
 */
public final class ShardAssignment implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long STREAM = 0x5348415244L; // "SHARD"

  private final Permutation permutation;
  private final long from;
  private final long rows;
  private final int shards;

  private ShardAssignment(Permutation permutation, long from, long rows, int shards) {
    if (shards < 1) {
      throw new IllegalArgumentException("There must be at least 1 shard, got " + shards);
    }
    this.permutation = permutation;
    this.from = from;
    this.rows = rows;
    this.shards = shards;
  }

  /** Keeps all {@code rows} rows of a table. */
  public static ShardAssignment all(long rows, long seed, int shards) {
    return new ShardAssignment(permutation(rows, seed), 0, rows, shards);
  }

  /** Keeps a random sample of {@code kept} of {@code rows} rows. */
  public static ShardAssignment first(long kept, long rows, long seed, int shards) {
    return new ShardAssignment(permutation(rows, seed), 0, kept, shards);
  }

  /** Keeps the rows that {@link #first} leaves. */
  public static ShardAssignment rest(long kept, long rows, long seed, int shards) {
    return new ShardAssignment(permutation(rows, seed), kept, rows - kept, shards);
  }

  private static Permutation permutation(long rows, long seed) {
    return new Permutation(rows, CounterRandom.key(seed, STREAM));
  }

  /** The number of rows kept. */
  public long rows() {
    return rows;
  }

  /** The number of shards. */
  public int shards() {
    return shards;
  }

  /** The number of rows in a shard. */
  public long rowsIn(int shard) {
    return shard >= rows ? 0 : (rows - shard - 1) / shards + 1;
  }

  /** The rank q of the row at global {@code position} among the rows kept, or −1. */
  long rank(long position) {
    long rank = permutation.apply(position) - from;
    return rank >= 0 && rank < rows ? rank : -1;
  }
}
