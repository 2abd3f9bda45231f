package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.math.LaneSums;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sum of the squares of each parameter: that of a layer's is the square of its norm. */
final class ParameterSquares {
  private ParameterSquares() {}

  /**
   * Those of what is learnt, by the names of the parameters.
   *
   * @param values in the layout; 0 outside of {@code ranges}, whatever stands there
   */
  static Map<String, Double> of(ParameterLayout layout, float[] values, Ranges ranges) {
    Map<String, Double> squares = new LinkedHashMap<>();
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind().isLearnt()) {
        squares.put(slice.name(), of(slice, values, ranges));
      }
    }
    return squares;
  }

  private static double of(ParameterSlice slice, float[] values, Ranges ranges) {
    double sum = 0;
    for (int range = 0; range < ranges.count(); range++) {
      int from = Math.max(slice.offset(), ranges.from(range));
      int to = Math.min(slice.end(), ranges.to(range));
      if (from < to) {
        sum += LaneSums.squaredDeviations(values, 0, from, to);
      }
    }
    return sum;
  }
}
