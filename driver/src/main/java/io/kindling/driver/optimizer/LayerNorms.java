package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.parameter.ParameterKind;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import java.util.LinkedHashMap;
import java.util.Map;

/** Euclidean norms of the parts of an array that belong to each layer. */
final class LayerNorms {
  private LayerNorms() {}

  /**
   * The norms of what is learnt, by the position of the layer.
   *
   * @param values in the layout; 0 outside of {@code ranges}, whatever stands there
   */
  static Map<String, Double> of(ParameterLayout layout, float[] values, Ranges ranges) {
    Map<String, Double> squares = new LinkedHashMap<>();
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind() != ParameterKind.STATISTIC) {
        String layer = slice.name().substring(0, slice.name().lastIndexOf('.'));
        squares.merge(layer, squares(slice, values, ranges), Double::sum);
      }
    }
    squares.replaceAll((layer, sum) -> Math.sqrt(sum));
    return squares;
  }

  private static double squares(ParameterSlice slice, float[] values, Ranges ranges) {
    double sum = 0;
    for (int range = 0; range < ranges.count(); range++) {
      int from = Math.max(slice.offset(), ranges.from(range));
      int to = Math.min(slice.end(), ranges.to(range));
      if (from < to) {
        double norm = Norms.of(values, from, to);
        sum += norm * norm;
      }
    }
    return sum;
  }
}
