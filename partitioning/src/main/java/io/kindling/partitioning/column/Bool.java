package io.kindling.partitioning.column;

import io.kindling.kernels.spec.Formula;
import java.util.Collection;
import java.util.Locale;

/**
 * {@code true} or {@code false}, in any case: one input, 1 or 0, filled and scaled as numbers are.
 */
@Formula("[x = true]")
public record Bool() implements ColumnKind {
  /** Whether all of some texts are one or the other; of no texts, not. */
  public static boolean areTruths(Collection<String> texts) {
    return !texts.isEmpty() && texts.stream().noneMatch(text -> Double.isNaN(number(text)));
  }

  /** The number of a text; NaN for any other. */
  public static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      default -> Double.NaN;
    };
  }
}
