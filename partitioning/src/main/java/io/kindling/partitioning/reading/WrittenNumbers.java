package io.kindling.partitioning.reading;

import io.kindling.predictor.table.NumberText;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * Texts that are numbers to a person: with separators of thousands, a decimal comma, a per cent
 * sign or a currency's, such as {@code 1,234.5}, {@code 12,34,567}, {@code 45%} and {@code $12}.
 */
public final class WrittenNumbers {
  private static final String NUMBER =
      "(?:\\d+(?:[.,]\\d+)?|\\d{1,3}(?:[.,'\u00a0 ]\\d{3})+(?:[.,]\\d+)?"
          + "|\\d{1,2}(?:,\\d{2})+,\\d{3}(?:[.]\\d+)?)";
  private static final String UNIT = "[%$€£¥₹]";
  private static final Pattern WRITTEN =
      Pattern.compile("[-+]?%s?\\s?[-+]?%s-?\\s?%s?".formatted(UNIT, NUMBER, UNIT));

  private WrittenNumbers() {}

  /** Whether all of some texts are numbers as files have them, and neither codes nor too long. */
  public static boolean arePlain(SortedSet<String> texts) {
    return !texts.isEmpty()
        && texts.stream()
            .allMatch(
                text ->
                    Double.isFinite(NumberText.parse(text))
                        && !NumberText.isPadded(text)
                        && !NumberText.losesDigits(text));
  }

  /** Whether all of some texts are such numbers, and any is none as files have them. */
  static boolean are(SortedSet<String> texts) {
    return texts.stream().anyMatch(text -> Double.isNaN(NumberText.parse(text)))
        && texts.stream().allMatch(text -> WRITTEN.matcher(text).matches());
  }
}
