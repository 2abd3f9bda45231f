package io.kindling.submit.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kindling.submit.report.record.Json;
import java.util.Locale;

/** How figures read on a page. */
public final class Figures {
  private static final String NONE = "–";
  private static final double SECONDS_AS_MINUTES = 100;
  private static final double LARGE = 1e5;
  private static final double SMALL = 1e-4;

  private Figures() {}

  /** A loss or a metric. */
  public static String value(JsonNode node) {
    return value(Json.number(node));
  }

  /** A loss or a metric. */
  public static String value(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size != 0 && (size >= LARGE || size < SMALL)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.2f" : "%.4f", value);
  }

  /** A number of a person's data or settings, as short as it can be written. */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }

  /** A whole number, such as {@code 12,345}. */
  static String count(double number) {
    return Double.isFinite(number) ? String.format(Locale.ROOT, "%,.0f", number) : NONE;
  }

  /** A share, such as {@code 12.3}, per cent. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f", 100 * share) : NONE;
  }

  /** Milliseconds of seconds. */
  static String milliseconds(double seconds) {
    return Double.isFinite(seconds) ? String.format(Locale.ROOT, "%.2f", 1e3 * seconds) : NONE;
  }

  /** A span of time, such as {@code 12.3 s} or {@code 2 h 5 min}. */
  public static String span(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < SECONDS_AS_MINUTES) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
