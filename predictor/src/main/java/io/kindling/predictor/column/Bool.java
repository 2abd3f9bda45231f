package io.kindling.predictor.column;

import io.kindling.kernels.spec.Formula;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code true} or {@code false}, in any case: one input, 1 or 0, filled and scaled as numbers are.
 */
@Formula("[x = true]")
public record Bool() implements ColumnKind {
  /** Whether all of some texts are one or the other; of no texts, not. */
  public static boolean areTruths(Collection<String> texts) {
    return !texts.isEmpty() && texts.stream().noneMatch(text -> Double.isNaN(number(text)));
  }

  /**
   * Some texts, or if all are one or the other, written in several ways, {@code false} and {@code
   * true} as far as they occur: what means the same is the same.
   */
  public static SortedSet<String> distinct(SortedSet<String> texts) {
    if (!areTruths(texts)) {
      return texts;
    }
    SortedSet<String> plain = new TreeSet<>();
    texts.forEach(text -> plain.add(text.toLowerCase(Locale.ROOT)));
    return plain.size() < texts.size() ? plain : texts;
  }

  /**
   * What each truth stands for, where some texts are truths only; nothing where they are not.
   *
   * @param texts each with what it stands for
   */
  public static Map<Double, Integer> byTruth(Map<String, Integer> texts) {
    Map<Double, Integer> truths = new HashMap<>();
    if (areTruths(texts.keySet())) {
      texts.forEach((text, number) -> truths.put(number(text), number));
    }
    return truths;
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
