package io.kindling.predictor.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How numbers are written: {@code 1,234.5} or {@code 1.234,5}, for example.
 *
 * @param decimal between the units and the tenths
 * @param thousands between groups of three digits, or as in India, where it is a comma, of two
 *     before the last three ({@code 12,34,567}); null for nothing
 * @param marked whether a per cent sign or that of a currency may stand beside a number,
 *     parentheses around one below 0 or a minus behind it, and blanks or apostrophes between groups
 */
public record NumberSigns(char decimal, @Nullable Character thousands, boolean marked)
    implements Serializable {
  /** As programs write them. */
  public static final NumberSigns PLAIN = new NumberSigns('.', null);

  private static final int GROUP = 3;
  private static final int GROUP_OF_INDIA = 2;

  /** Numbers without anything beside them. */
  public NumberSigns(char decimal, @Nullable Character thousands) {
    this(decimal, thousands, false);
  }

  public boolean isPlain() {
    return equals(PLAIN);
  }

  /** The number that a text is; infinite where it is too large, NaN where it is none. */
  public double parse(char[] text, int offset, int length) {
    if (isPlain()) {
      return NumberText.parse(text, offset, length);
    }
    if (marked) {
      return parseMarked(text, offset, offset + length);
    }
    return parseGrouped(text, offset, length);
  }

  private double parseMarked(char[] text, int first, int last) {
    int from = first;
    int to = last;
    boolean negative = to - from > 2 && text[from] == '(' && text[to - 1] == ')';
    if (negative) {
      from++;
      to--;
    }
    if (from < to && isSign(text[from]) && from + 1 < to && isCurrency(text[from + 1])) {
      negative = text[from] != '+'; // -$5
      from++;
    } else if (!negative && to - from > 1 && isMinus(text[to - 1])) {
      negative = true; // 5-, as SAP writes it
      to--;
    }
    if (from < to && isCurrency(text[from])) {
      from = Blanks.start(text, from + 1, to);
    } else if (from < to && (text[to - 1] == '%' || isCurrency(text[to - 1]))) {
      to = Blanks.end(text, from, to - 1);
    }
    if (negative && from < to && isSign(text[from])) {
      return Double.NaN;
    }
    double number = parseGrouped(text, from, to - from);
    return negative ? -number : number;
  }

  private static boolean isSign(char character) {
    return character == '+' || isMinus(character);
  }

  private static boolean isMinus(char character) {
    return character == '-' || character == '\u2212';
  }

  private static boolean isCurrency(char character) {
    return character > ' ' && Character.getType(character) == Character.CURRENCY_SYMBOL;
  }

  private boolean groups(char character) {
    return (thousands != null && character == thousands)
        || (marked
            && (character == '\'' || character == '\u2019' || Character.isSpaceChar(character)));
  }

  private double parseGrouped(char[] text, int offset, int length) {
    char[] plain = new char[length];
    int to = 0;
    int digits = 0; // since the start, or the last sign of thousands
    int group = GROUP; // of digits between two such signs; 2 in India
    int groups = 0;
    int first = 0; // digits of the first group
    boolean whole = true; // before the decimal sign
    for (int i = offset; i < offset + length; i++) {
      char character = text[i];
      if (whole && groups(character)) {
        if (groups == 1 && digits == GROUP_OF_INDIA && first <= digits && character == ',') {
          group = digits;
        }
        boolean fits = groups > 0 ? digits == group : digits >= 1 && digits <= GROUP;
        if (!fits) {
          return Double.NaN;
        }
        first = groups == 0 ? digits : first;
        groups++;
        digits = 0;
        continue;
      }
      boolean digit = character >= '0' && character <= '9';
      if (whole && groups > 0 && !digit && digits != GROUP) {
        return Double.NaN;
      }
      if (whole && !digit && !isSign(character)) {
        whole = false;
      }
      digits += digit ? 1 : 0;
      if (character == '.' && decimal != '.') {
        return Double.NaN;
      }
      plain[to++] = character == decimal ? '.' : character;
    }
    boolean cut = whole && groups > 0 && digits != GROUP;
    return cut ? Double.NaN : NumberText.parse(plain, 0, to);
  }

  public double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }
}
