package io.kindling.kernels.spec;

import org.jspecify.annotations.Nullable;

/** The first line of what others say of an error: some say nothing, and some a page. */
public final class FirstLine {
  private FirstLine() {}

  /** That of a text; empty where there is none. */
  public static String of(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }

  /** That of an exception's message, or else the name of its class. */
  public static String of(Throwable failure) {
    String line = of(failure.getMessage());
    return line.isBlank() ? failure.getClass().getSimpleName() : line;
  }
}
