package io.kindling.benchmarks;

import io.kindling.benchmarks.peer.Figures;

/** Times, of which the median counts: machines are noisy. */
final class Medians {
  private Medians() {}

  /** Something to be timed. */
  interface Work {
    void run() throws Exception;
  }

  /** The median seconds of {@code repeats} runs after {@code warmUp} that do not count. */
  static double seconds(int warmUp, int repeats, Work work) throws Exception {
    double[] seconds = new double[repeats];
    for (int i = -warmUp; i < repeats; i++) {
      long start = System.nanoTime();
      work.run();
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    return of(seconds);
  }

  /** The median. */
  static double of(double[] values) {
    return Figures.median(values);
  }
}
