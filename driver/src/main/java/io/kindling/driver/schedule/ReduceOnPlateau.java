package io.kindling.driver.schedule;

import io.kindling.kernels.spec.Default;
import io.kindling.kernels.spec.Formula;
import io.kindling.kernels.spec.Require;
import java.util.List;

/**
 * A rate that falls by a factor when the loss has not become better for some epochs. An epoch is
 * better if its loss is below (1 − threshold) times the best one so far, as in PyTorch.
 *
 * @param initial the first rate, above 0
 * @param factor above 0 and below 1
 * @param patience how many epochs in a row may be no better, at least 0
 * @param threshold at least 0 and below 1
 * @param minimum the lowest rate, at least 0
 */
@Formula(
    "max(minimum, initial · factor^r), r times more than patience epochs without a better loss")
public record ReduceOnPlateau(
    double initial,
    @Default("0.1") double factor,
    @Default("10") int patience,
    @Default("1e-4") double threshold,
    @Default("0") double minimum)
    implements Schedule {
  /** Checks the arguments. */
  public ReduceOnPlateau {
    Require.above(0, "Learning rate", initial);
    Require.inOpen(0, 1, "Plateau schedule factor", factor);
    Require.atLeast(0, "Plateau schedule patience", patience);
    Require.inHalfOpen(0, 1, "Plateau schedule threshold", threshold);
    Require.inHalfOpen(0, initial, "Plateau schedule minimum", minimum);
  }

  @Override
  public double rate(long step, List<Double> losses) {
    double rate = initial;
    double best = Double.POSITIVE_INFINITY;
    int without = 0;
    for (double loss : losses) {
      if (loss < best * (1 - threshold)) {
        best = loss;
        without = 0;
      } else if (++without > patience) {
        rate = Math.max(minimum, rate * factor);
        without = 0;
      }
    }
    return rate;
  }
}
