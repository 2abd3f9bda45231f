package io.kindling.kernels.network;

/** What integrating a gradient along a path came to. */
public final class PathIntegral {
  private final double[] attributions;
  private final double[] places;
  private final double[] outputs;

  /** Takes over the arrays. */
  PathIntegral(double[] attributions, double[] places, double[] outputs) {
    this.attributions = attributions;
    this.places = places;
    this.outputs = outputs;
  }

  /** What each input contributes: (inputs); a copy. */
  public double[] attributions() {
    return attributions.clone();
  }

  /** Points of the path, from 0, the baseline, to 1, the row; ascending; a copy. */
  public double[] places() {
    return places.clone();
  }

  /** The output that is explained, at each of these points; a copy. */
  public double[] outputs() {
    return outputs.clone();
  }
}
