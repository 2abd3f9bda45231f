package io.kindling.driver.aggregation;

import io.kindling.partitioning.shard.ShardedData;

/** Takes the times of a step while it goes on. */
final class StepClock {
  private final long start = System.nanoTime();
  private long shipped;
  private long reduced;

  void shipped() {
    shipped = System.nanoTime();
  }

  void reduced() {
    reduced = System.nanoTime();
  }

  /**
   * The times of a step that ends now.
   *
   * @param computeNanos what computing took, all tasks together
   */
  StepTimes times(ShardedData.Reduction<?> reduction, long computeNanos) {
    return new StepTimes(
        seconds(shipped - start),
        seconds(reduced - shipped),
        seconds(computeNanos) / reduction.tasks(),
        seconds(reduction.mergeNanos()),
        seconds(System.nanoTime() - reduced));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
