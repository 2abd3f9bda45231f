package io.kindling.kernels.layer;

/** The standard normal distribution, as precisely as float32 can use it. */
final class NormalDistribution {
  private static final double INVERSE_ROOT_2 = Math.sqrt(0.5);
  private static final double INVERSE_ROOT_2_PI = 1 / Math.sqrt(2 * Math.PI);

  private static final double[] COEFFICIENTS = {
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806,
    0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277
  };

  private NormalDistribution() {}

  /** φ(x) = exp(−x²/2) / √(2π). */
  static double density(double x) {
    return INVERSE_ROOT_2_PI * Math.exp(-0.5 * x * x);
  }

  /**
   * Φ(x) = erfc(−x / √2) / 2, off by a relative 1.2·10⁻⁷ at most, in the tails as well: the
   * Chebyshev fit of the complementary error function in Press et al. 1992, "Numerical recipes",
   * section 6.2.
   */
  static double cumulative(double x) {
    double z = Math.abs(x) * INVERSE_ROOT_2;
    double t = 1 / (1 + 0.5 * z);
    double exponent = COEFFICIENTS[COEFFICIENTS.length - 1];
    for (int i = COEFFICIENTS.length - 2; i >= 0; i--) {
      exponent = COEFFICIENTS[i] + t * exponent;
    }
    double tail = 0.5 * t * Math.exp(exponent - z * z);
    return x > 0 ? 1 - tail : tail;
  }
}
