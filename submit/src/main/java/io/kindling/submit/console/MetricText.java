package io.kindling.submit.console;

import io.kindling.kernels.metric.Metric;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the value of a loss or metric reads. What is not a finite number is undefined and says why.
 */
public final class MetricText {
  private static final String UNDEFINED = "undefined";

  private final Map<String, String> reasons = new HashMap<>();

  /** For the loss and these metrics. */
  public MetricText(Collection<Metric> metrics) {
    metrics.forEach(metric -> reasons.put(metric.valueName(), metric.whyUndefined()));
  }

  /** The value alone, such as {@code 0.5000} or {@code undefined}. */
  public static String value(double value, int digits) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + digits + "f", value)
        : UNDEFINED;
  }

  /** Name and value, such as {@code r2 0.5000} or {@code mse undefined (because …)}. */
  public String line(String name, double value, int digits) {
    String line = name + " " + value(value, digits);
    return Double.isFinite(value) ? line : line + " (" + why(name) + ")";
  }

  /** Why the value of that name is undefined where it is. */
  public String why(String name) {
    return reasons.getOrDefault(name, Metric.NOT_FINITE);
  }
}
