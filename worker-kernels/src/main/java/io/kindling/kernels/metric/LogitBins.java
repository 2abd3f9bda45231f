package io.kindling.kernels.metric;

/**
 * Which of {@value #BINS} equal ranges of logits from −16 to 16 a probability falls into, found
 * without a logarithm: a table has the bin of the least probability of each cell, and cells are
 * narrower than bins. What lies beyond is in the first bin or in the last.
 */
final class LogitBins {
  static final int BINS = 256;
  private static final int STEPS_PER_LOGIT = 8;
  private static final int HALF = BINS / 2;
  private static final int CELL_BITS = 19; // exponent, and the first 4 bits behind the point
  private static final double[] LEAST = least();
  private static final short[] FIRST = first();

  private LogitBins() {}

  /** The least probability of each bin up to ½. */
  private static double[] least() {
    double[] least = new double[HALF + 1]; // 0 in the first
    for (int bin = 1; bin <= HALF; bin++) {
      least[bin] = 1 / (1 + Math.exp((double) (HALF - bin) / STEPS_PER_LOGIT));
    }
    return least;
  }

  private static short[] first() {
    short[] first = new short[(Float.floatToRawIntBits(0.5f) >>> CELL_BITS) + 1];
    for (int cell = 0; cell < first.length; cell++) {
      float least = Float.intBitsToFloat(cell << CELL_BITS);
      while (first[cell] < HALF && least >= LEAST[first[cell] + 1]) {
        first[cell]++;
      }
    }
    return first;
  }

  /** The bin of a probability from 0 to 1. */
  static int of(double probability) {
    return probability > 0.5 ? BINS - 1 - upToHalf(1 - probability) : upToHalf(probability);
  }

  private static int upToHalf(double probability) {
    int bin = FIRST[Float.floatToRawIntBits((float) probability) >>> CELL_BITS];
    while (bin < HALF && probability >= LEAST[bin + 1]) {
      bin++;
    }
    while (probability < LEAST[bin]) { // where the float was rounded up
      bin--;
    }
    return bin;
  }
}
