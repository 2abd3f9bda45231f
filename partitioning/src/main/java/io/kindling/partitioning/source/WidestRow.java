package io.kindling.partitioning.source;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Names;

/**
 * How many values a row may have. A model has a parameter for each at least, and whoever reads rows
 * keeps a few numbers of each place, also of those in which nothing stands.
 */
public final class WidestRow {
  /** Least, greatest, what rounding loses, and what is missing. */
  private static final int BYTES = 4 * Double.BYTES;

  private WidestRow() {}

  /** How many, in this process. */
  public static int here() {
    return in(Runtime.getRuntime().maxMemory());
  }

  /** Why there may be no more. */
  public static String reason() {
    return reason(Runtime.getRuntime().maxMemory());
  }

  /** How many, with a heap of so many bytes. */
  static int in(long heap) {
    return (int) Math.min(ParameterLayout.MAXIMUM, heap / BYTES);
  }

  static String reason(long heap) {
    return heap / BYTES < ParameterLayout.MAXIMUM
        ? "which is what the driver's heap of %s bytes has room for; --driver-memory enlarges it"
            .formatted(Names.count(heap))
        : "since a model has no more parameters";
  }
}
