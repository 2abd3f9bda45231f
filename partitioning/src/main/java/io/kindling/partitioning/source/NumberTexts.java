package io.kindling.partitioning.source;

import io.kindling.kernels.spec.Names;
import io.kindling.predictor.row.ValueFault;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at how the numbers in the first rows of a column are written, for some are none but names:
 * codes with zeros in front, such as {@code 02134}, and identifiers with more digits than a double
 * holds, which would be others as numbers.
 */
public final class NumberTexts {
  private static final int MOST_COUNTED = 2; // digits of months and hours, which may be padded

  private final Set<String> distinct = new HashSet<>();
  private int count;
  private boolean digits = true;
  private @Nullable String padded;
  private @Nullable String code;
  private @Nullable String tooLong;

  /**
   * What a column of such numbers is.
   *
   * @param type of its cells
   * @param note that tells a person why; nothing where there is nothing to tell
   */
  public record Verdict(CellType type, Optional<String> note) {}

  /** Looks at a number. */
  public void add(String text) {
    count++;
    distinct.add(text);
    if (!NumberText.areDigits(text)) {
      digits = false;
    } else if (NumberText.isPadded(text)) {
      padded = padded == null ? text : padded;
      code = code == null && text.length() > MOST_COUNTED ? text : code;
    }
    if (tooLong == null && NumberText.losesDigits(text)) {
      tooLong = text;
    }
  }

  /** What the column is, whose numbers those were that have been looked at. */
  public Verdict of(String column, CellRules rules) {
    boolean label = rules.isLabel(column);
    String name = Names.shortened(column);
    if (digits && padded != null) {
      boolean texts = label || code != null;
      return verdict(
          texts,
          "column '%s' has numbers with zeros in front, such as '%s': read as %s"
              .formatted(name, code == null ? padded : code, texts ? "texts" : "numbers"),
          label,
          "; data.columns.%s: %s".formatted(column, texts ? "numeric" : "one_hot")
              + (texts ? " makes numbers of them" : " keeps them as texts"));
    }
    if (tooLong != null) {
      boolean texts = label || 2 * distinct.size() <= count;
      return verdict(
          texts,
          "column '%s' has whole numbers of more digits than numbers keep, such as '%s': %s"
              .formatted(name, tooLong, texts ? "read as texts" : "the last ones are lost"),
          label,
          "; data.columns.%s: %s"
              .formatted(column, texts ? "numeric makes numbers of them" : "ignore leaves it out"));
    }
    return new Verdict(CellType.NUMBER, Optional.empty());
  }

  /** What to tell of a column whose numbers are words for the sake of a text among them. */
  public static String missingNoMore(String column, String text) {
    return "column '%s' has '%s' among numbers: read as texts; %s"
        .formatted(Names.shortened(column), text, ValueFault.GIVEN);
  }

  private static Verdict verdict(boolean texts, String seen, boolean label, String otherwise) {
    return new Verdict(
        texts ? CellType.TEXT : CellType.NUMBER, Optional.of(label ? seen : seen + otherwise));
  }
}
