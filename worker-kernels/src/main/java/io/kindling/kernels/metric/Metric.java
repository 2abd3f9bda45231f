package io.kindling.kernels.metric;

/**
 * A measure of quality that is a function of sums over rows: executors add up the sums, the driver
 * computes the value once.
 */
public interface Metric {
  /** The name in histories and reports, such as {@code accuracy}. */
  String name();

  /** How many sums it keeps. */
  int sums();

  /**
   * Adds rows to {@code sums[offset] … sums[offset + sums() − 1]}.
   *
   * @param logits (rows, outputs)
   * @param targets (rows, targets per row)
   * @param weights (rows)
   */
  void add(
      int rows,
      int outputs,
      float[] logits,
      float[] targets,
      float[] weights,
      double[] sums,
      int offset);

  /** The value that the sums give. */
  double value(double[] sums, int offset);
}
