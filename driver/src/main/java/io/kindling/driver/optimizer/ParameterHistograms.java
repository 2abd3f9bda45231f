package io.kindling.driver.optimizer;

import io.kindling.kernels.gradient.Ranges;
import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.parameter.ValueHistogram;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the values of each parameter are distributed. */
final class ParameterHistograms {
  private ParameterHistograms() {}

  /**
   * Those of what is learnt, by the names of the parameters.
   *
   * @param values in the layout; 0 outside of {@code ranges}, whatever stands there
   */
  static Map<String, ValueHistogram> of(ParameterLayout layout, float[] values, Ranges ranges) {
    Map<String, ValueHistogram> histograms = new LinkedHashMap<>();
    for (ParameterSlice slice : layout.slices()) {
      if (slice.kind().isLearnt()) {
        histograms.put(slice.name(), of(slice, values, ranges));
      }
    }
    return histograms;
  }

  private static ValueHistogram of(ParameterSlice slice, float[] values, Ranges ranges) {
    ValueHistogram histogram = new ValueHistogram();
    int within = 0;
    for (int range = 0; range < ranges.count(); range++) {
      int from = Math.max(slice.offset(), ranges.from(range));
      int to = Math.min(slice.end(), ranges.to(range));
      if (from < to) {
        histogram.add(values, from, to);
        within += to - from;
      }
    }
    histogram.addZeros(slice.length() - within);
    return histogram;
  }
}
