package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.reduction.Mergeable;

/** The gradients of several models over the same rows. Travels, under Kryo too, hence no record. */
final class GradientSums implements Mergeable<GradientSums> {
  private static final long serialVersionUID = 1L;

  private final GradientSum[] sums;
  private long nanos;

  /**
   * @param nanos what it took to compute them
   */
  GradientSums(GradientSum[] sums, long nanos) {
    this.sums = sums;
    this.nanos = nanos;
  }

  /** What it took to compute them, all shards one after another. */
  long nanos() {
    return nanos;
  }

  GradientSum of(int model) {
    return sums[model];
  }

  int models() {
    return sums.length;
  }

  @Override
  public void merge(GradientSums right) {
    for (int i = 0; i < sums.length; i++) {
      sums[i].merge(right.sums[i]);
    }
    nanos += right.nanos;
  }
}
