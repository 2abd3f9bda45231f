package io.kindling.partitioning.source.images;

/** Weights of the pixels along one side of an image that a pixel of another size is made of. */
final class Triangle {
  private final double scale;
  private final double support;
  private final int size;

  /**
   * Weights.
   *
   * @param from how many pixels there are
   * @param to how many there will be
   */
  Triangle(int from, int to) {
    this.scale = (double) from / to;
    this.support = Math.max(1, scale);
    this.size = from;
  }

  private double centre(int to) {
    return (to + 0.5) * scale;
  }

  /** The first pixel that has a weight. */
  int first(int to) {
    return Math.max(0, (int) Math.floor(centre(to) - support + 0.5));
  }

  /** The one behind the last. */
  int end(int to) {
    return Math.min(size, (int) Math.floor(centre(to) + support + 0.5));
  }

  double weight(int to, int from) {
    return Math.max(0, 1 - Math.abs(from + 0.5 - centre(to)) / support);
  }

  /** The sum of the weights. */
  double total(int to) {
    double total = 0;
    for (int from = first(to); from < end(to); from++) {
      total += weight(to, from);
    }
    return total;
  }
}
