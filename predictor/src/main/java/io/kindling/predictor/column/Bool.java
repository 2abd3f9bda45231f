package io.kindling.predictor.column;

import io.kindling.kernels.spec.Formula;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code true} or {@code false}, in any case, or {@code yes} and {@code no}, {@code y} and {@code
 * n}, {@code t} and {@code f}, {@code on} and {@code off}: one input, 1 or 0, filled and scaled as
 * numbers are.
 */
@Formula("[x = true]")
public record Bool() implements ColumnKind {
  /** Each way to write what is true and what is false, in small letters. */
  public static final List<Spelling> SPELLINGS =
      List.of(
          new Spelling("true", "false"),
          new Spelling("yes", "no"),
          new Spelling("y", "n"),
          new Spelling("t", "f"),
          new Spelling("on", "off"));

  private static final Map<String, Double> NUMBERS = numbers();
  private static final int LONGEST = 5;

  /** A way to write both. */
  public record Spelling(String ofTrue, String ofFalse) {
    private boolean has(String text) {
      return ofTrue.equalsIgnoreCase(text) || ofFalse.equalsIgnoreCase(text);
    }
  }

  private static Map<String, Double> numbers() {
    Map<String, Double> numbers = new HashMap<>();
    for (Spelling spelling : SPELLINGS) {
      numbers.put(spelling.ofTrue, 1.0);
      numbers.put(spelling.ofFalse, 0.0);
    }
    return Map.copyOf(numbers);
  }

  /** Whether all of some texts are one or the other, written in one way; of no texts, not. */
  public static boolean areTruths(Collection<String> texts) {
    return !texts.isEmpty()
        && SPELLINGS.stream().anyMatch(spelling -> texts.stream().allMatch(spelling::has));
  }

  /** Whether all of some texts are these very words; of no texts, not. */
  public static boolean areTrueAndFalse(Collection<String> texts) {
    return !texts.isEmpty() && texts.stream().allMatch(SPELLINGS.get(0)::has);
  }

  /**
   * Some texts, or if all are one or the other, some of them in several cases, these in small
   * letters: what means the same is the same.
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
    return text.length() > LONGEST
        ? Double.NaN
        : NUMBERS.getOrDefault(text.toLowerCase(Locale.ROOT), Double.NaN);
  }
}
