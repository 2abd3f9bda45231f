package io.kindling.submit.report.page;

import java.util.Locale;

/** The state of a training, for people. */
public final class RunState {
  private RunState() {}

  /** In words, such as {@code stopped early}. */
  public static String words(String state) {
    return switch (state) {
      case "stopped" -> "stopped early";
      case "spent" -> "budget spent";
      default -> state.toLowerCase(Locale.ROOT);
    };
  }

  /** The class of its mark on a page. */
  static String mark(String state) {
    return switch (state) {
      case "running" -> "running";
      case "failed", "interrupted" -> "bad";
      default -> "good";
    };
  }
}
