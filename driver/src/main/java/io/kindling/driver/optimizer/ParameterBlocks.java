package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
import java.util.stream.IntStream;

/**
 * Goes over many parameters in blocks that stay in a core's cache, so that what is done with each
 * reads memory once; on the driver, where the cores wait for a step, several blocks at a time. What
 * is done in a block depends on nothing outside of it, so that the numbers are the same however
 * many cores there are.
 */
enum ParameterBlocks {
  /** One block after another: on an executor, where a task has one core. */
  IN_TURN,
  /** By all cores, where it is worth waking them. */
  BY_ALL_CORES;

  /** Parameters in a block; with a gradient and two moments 256 KiB. */
  private static final int BLOCK = 1 << 14;

  /** From here on half the time of a step is more than it takes to wake a thread. */
  private static final int FEWEST_FOR_ALL_CORES = 1 << 18;

  /** Ranges that one thread goes over: of single parameters, about as long as a block takes. */
  private static final int RANGES = 1 << 11;

  /** What is done in a block. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it with the parameters from {@code from} to {@code to} − 1, on any thread.
     *
     * @return whether all came out finite
     */
    boolean run(int from, int to);
  }

  /** Does it in some ranges, and tells whether all came out finite. */
  boolean run(Ranges ranges, Work work) {
    IntStream groups = IntStream.range(0, (ranges.count() + RANGES - 1) / RANGES);
    if (this == BY_ALL_CORES && ranges.count() > 2 * RANGES) {
      groups = groups.parallel();
    }
    return groups.filter(group -> !runGroup(ranges, group * RANGES, work)).count() == 0;
  }

  private boolean runGroup(Ranges ranges, int first, Work work) {
    boolean finite = true;
    for (int range = first; range < Math.min(first + RANGES, ranges.count()); range++) {
      finite &= run(ranges.from(range), ranges.to(range), work);
    }
    return finite;
  }

  /** Does it from {@code from} to {@code to} − 1, and tells whether all came out finite. */
  boolean run(int from, int to, Work work) {
    if (to - from <= BLOCK) {
      return work.run(from, to);
    }
    IntStream blocks = IntStream.range(0, (to - from - 1) / BLOCK + 1);
    if (this == BY_ALL_CORES && to - from >= FEWEST_FOR_ALL_CORES) {
      blocks = blocks.parallel();
    }
    return blocks.filter(block -> !runOne(from + block * BLOCK, to, work)).count() == 0;
  }

  private static boolean runOne(int from, int end, Work work) {
    return work.run(from, end - from > BLOCK ? from + BLOCK : end);
  }
}
