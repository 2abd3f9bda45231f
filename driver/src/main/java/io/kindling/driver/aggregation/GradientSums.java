package io.kindling.driver.aggregation;

import io.kindling.kernels.gradient.GradientSum;
import io.kindling.kernels.reduction.Sliceable;
import java.util.Arrays;
import java.util.List;

/** The gradients of several models over the same rows. Travels, under Kryo too, hence no record. */
final class GradientSums implements Sliceable<GradientSums> {
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

  /** Takes note that adding a shard took {@code more}. */
  void took(long more) {
    nanos += more;
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

  @Override
  public GradientSums slice(int index, int count) {
    return new GradientSums(
        Arrays.stream(sums).map(sum -> sum.slice(index, count)).toArray(GradientSum[]::new), nanos);
  }

  @Override
  public GradientSums joined(List<GradientSums> slices) {
    GradientSum[] whole = new GradientSum[sums.length];
    for (int i = 0; i < whole.length; i++) {
      int model = i;
      whole[i] = sums[i].joined(slices.stream().map(slice -> slice.sums[model]).toList());
    }
    return new GradientSums(whole, nanos);
  }
}
