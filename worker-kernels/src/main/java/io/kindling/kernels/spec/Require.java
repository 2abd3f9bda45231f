package io.kindling.kernels.spec;

/**
 * Checks of arguments that users give, with messages that say the name, the bound and the value.
 */
public final class Require {
  private Require() {}

  /** Requires {@code value ≥ bound}. */
  public static int atLeast(int bound, String name, int value) {
    check(value >= bound, name, "at least " + bound, value);
    return value;
  }

  /** Requires a finite {@code value ≥ bound}. */
  public static double atLeast(double bound, String name, double value) {
    check(value >= bound && Double.isFinite(value), name, "at least " + number(bound), value);
    return value;
  }

  /** Requires a finite {@code value > bound}. */
  public static double above(double bound, String name, double value) {
    check(value > bound && Double.isFinite(value), name, "above " + number(bound), value);
    return value;
  }

  /** Requires {@code low ≤ value < high}. */
  public static double inHalfOpen(double low, double high, String name, double value) {
    check(
        value >= low && value < high,
        name,
        "at least " + number(low) + " and below " + number(high),
        value);
    return value;
  }

  /** Requires {@code low < value < high}. */
  public static double inOpen(double low, double high, String name, double value) {
    check(
        value > low && value < high,
        name,
        "above " + number(low) + " and below " + number(high),
        value);
    return value;
  }

  private static void check(boolean holds, String name, String bound, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s must be %s, got %s".formatted(name, bound, number(value.doubleValue())));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
