package io.kindling.driver.optimizer;

/** Euclidean norms of parts of float arrays, in double precision and in a fixed order. */
final class Norms {
  private Norms() {}

  static double of(float[] values, int from, int to) {
    return Math.sqrt(squares(values, from, to));
  }

  static double squares(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
