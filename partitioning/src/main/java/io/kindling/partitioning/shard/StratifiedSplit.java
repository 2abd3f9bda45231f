package io.kindling.partitioning.shard;

import io.kindling.kernels.random.CounterRandom;
import io.kindling.kernels.random.Permutation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Holds out the same share of the rows of every class, at random. Of N rows round(N · share) are
 * held out; a class's part of them is its share of its rows rounded down, and the classes with the
 * largest remainders, the lower class first, hold out one row more (Hamilton's method).
 */
public final class StratifiedSplit {
  private static final long STREAM = 0x53504C4954L; // "SPLIT"

  private final long[][] firstInClass; // of each block, and where the last one ends
  private final long[] sizes;
  private final long[] held;
  private final long seed;

  /**
   * A split.
   *
   * @param rowsOfClasses the number of rows in each block, of each class
   * @param share of rows held out, above 0 and below 1
   */
  public StratifiedSplit(long[][] rowsOfClasses, double share, long seed) {
    int classes = rowsOfClasses[0].length;
    this.seed = seed;
    sizes = new long[classes];
    firstInClass = new long[rowsOfClasses.length + 1][];
    for (int block = 0; block < rowsOfClasses.length; block++) {
      firstInClass[block] = sizes.clone();
      for (int c = 0; c < classes; c++) {
        sizes[c] += rowsOfClasses[block][c];
      }
    }
    firstInClass[rowsOfClasses.length] = sizes.clone();
    held = apportion(sizes, share);
  }

  private static long[] apportion(long[] sizes, double share) {
    long[] parts = new long[sizes.length];
    double[] remainders = new double[sizes.length];
    for (int c = 0; c < sizes.length; c++) {
      parts[c] = (long) (sizes[c] * share);
      remainders[c] = sizes[c] * share - parts[c];
    }
    long missing = Math.round(Arrays.stream(sizes).sum() * share) - Arrays.stream(parts).sum();
    IntStream.range(0, sizes.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(c -> -remainders[c]))
        .limit(missing)
        .forEach(c -> parts[c]++);
    return parts;
  }

  /** The number of rows held out. */
  public long heldOut() {
    return Arrays.stream(held).sum();
  }

  /** Numbers the rows that are held out, or those that are not, and leaves the others out. */
  RowPositions positions(boolean heldOut) {
    return new ClassPositions(this, heldOut);
  }

  /**
   * Row g of class c has the rank π(g) in it, where π is a random permutation for each class; the
   * lowest ranks are held out. Classes follow each other.
   */
  private static final class ClassPositions implements RowPositions {
    private static final long serialVersionUID = 1L;

    private final long[][] firstInClass;
    private final @Nullable Permutation[] permutations;
    private final long[] from;
    private final long[] to;
    private final long[] start;

    ClassPositions(StratifiedSplit split, boolean heldOut) {
      int classes = split.sizes.length;
      firstInClass = split.firstInClass;
      permutations = new Permutation[classes];
      from = heldOut ? new long[classes] : split.held;
      to = heldOut ? split.held : split.sizes;
      start = new long[classes];
      for (int c = 0; c < classes; c++) {
        if (split.sizes[c] > 0) {
          long key = CounterRandom.key(CounterRandom.key(split.seed, STREAM), c);
          permutations[c] = new Permutation(split.sizes[c], key);
        }
        if (c > 0) {
          start[c] = start[c - 1] + to[c - 1] - from[c - 1];
        }
      }
    }

    @Override
    public InBlock in(int block) {
      long[] next = firstInClass[block].clone();
      long[] end = firstInClass[block + 1];
      return target -> position((int) target, next, end);
    }

    private long position(int c, long[] next, long[] end) {
      if (c < 0 || c >= next.length || next[c] >= end[c]) {
        return -1;
      }
      Permutation permutation = Objects.requireNonNull(permutations[c], "a class that has rows");
      long rank = permutation.apply(next[c]++);
      return rank >= from[c] && rank < to[c] ? start[c] + rank - from[c] : -1;
    }
  }
}
