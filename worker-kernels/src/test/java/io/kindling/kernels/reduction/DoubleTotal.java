package io.kindling.kernels.reduction;

import io.kindling.kernels.random.CounterRandom;

/** A sum of doubles that keeps its brackets, so that it shows how it came about. */
final class DoubleTotal implements Mergeable<DoubleTotal> {
  private static final long serialVersionUID = 1L;
  private static final long SEED = 11;

  private double value;
  private String brackets;

  private DoubleTotal(double value, String brackets) {
    this.value = value;
    this.brackets = brackets;
  }

  /** A leaf, of changing sign and magnitude. */
  static DoubleTotal leaf(int index) {
    double value = CounterRandom.gaussian(SEED, index) * Math.pow(10, index * 7 % 5);
    return new DoubleTotal(value, Integer.toString(index));
  }

  @Override
  public void merge(DoubleTotal right) {
    value += right.value;
    brackets = "(" + brackets + "+" + right.brackets + ")";
  }

  /** The brackets and every bit of the value. */
  @Override
  public String toString() {
    return brackets + " = " + Double.toHexString(value);
  }

  /** What the sum over {@code leaves} leaves reads as, from the definition of the tree. */
  static String expected(int leaves) {
    int level = 0;
    while (1 << level < leaves) {
      level++;
    }
    return node(level, 0, leaves).toString();
  }

  private static DoubleTotal node(int level, int from, int leaves) {
    if (level == 0) {
      return leaf(from);
    }
    DoubleTotal left = node(level - 1, from, leaves);
    int middle = from + (1 << (level - 1));
    if (middle < leaves) {
      left.merge(node(level - 1, middle, leaves));
    }
    return left;
  }
}
