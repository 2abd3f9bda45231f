package io.kindling.predictor.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as files hold them: decimal, such as {@code -1}, {@code 2.5}, {@code .5e-3}. Minus and
 * plus may be those of typesetters, such as U+2212.
 */
public final class NumberText {
  /** What is expected of a number that float32 cannot hold. */
  public static final String RANGE = "a number from -3.4e38 to 3.4e38";

  /** Doubles, as which numbers are read, hold all whole numbers of a smaller size. */
  public static final long EXACT = 1L << 53;

  private static final Pattern INFINITE =
      Pattern.compile("[-+]?(?:inf|infinity|\u221e)", Pattern.CASE_INSENSITIVE);
  private static final int DIGITS_OF_DOUBLE = 16; // 15 always fit

  private NumberText() {}

  /**
   * The number that a text is; infinite where it is too large for float32.
   *
   * @return NaN when it is anything else, such as a word or a number as programmers write it:
   *     {@code 3f}, {@code 0x1p3}, {@code NaN}
   */
  public static double parse(char[] text, int offset, int length) {
    if (!mayBeNumber(text, offset, length)) {
      char[] typed = typed(text, offset, length);
      return typed == null ? Double.NaN : parse(typed, 0, length);
    }
    try {
      double number = JavaDoubleParser.parseDouble(text, offset, length);
      return Float.isInfinite((float) number)
          ? Math.copySign(Double.POSITIVE_INFINITY, number)
          : number;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The same. */
  public static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /**
   * Whether a text is how programs write a number that is not finite: {@code -inf}, for example.
   */
  public static boolean isInfinite(String text) {
    return INFINITE.matcher(text).matches();
  }

  /**
   * The text of a number, without a fraction where it is whole; nothing for one that is missing.
   */
  public static String of(double number) {
    if (Double.isNaN(number)) {
      return "";
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < EXACT;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }

  /** The text with signs as they are typed; null where it has none of others. */
  private static char @Nullable [] typed(char[] text, int offset, int length) {
    char[] typed = null;
    for (int i = 0; i < length; i++) {
      char sign =
          switch (text[offset + i]) {
            case '\u2212', '\u2010', '\u2011', '\u2013', '\uFE63', '\uFF0D' -> '-';
            case '\uFF0B' -> '+';
            default -> 0;
          };
      if (sign != 0) {
        typed = typed == null ? Arrays.copyOfRange(text, offset, offset + length) : typed;
        typed[i] = sign;
      }
    }
    return typed;
  }

  /** Whether a number is written with a 0 in front, as codes are: {@code 02134}. */
  public static boolean isPadded(String text) {
    return text.length() > 1 && text.charAt(0) == '0' && areDigits(text);
  }

  /** Whether a text is nothing but digits. */
  public static boolean areDigits(String text) {
    return areDigits(text.toCharArray(), 0, text.length());
  }

  private static boolean areDigits(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a whole number has more digits than a double holds, so that others would become the
   * same.
   */
  public static boolean losesDigits(String text) {
    return losesDigits(text.toCharArray(), 0, text.length());
  }

  /** The same. */
  static boolean losesDigits(char[] text, int offset, int length) {
    int sign = length > 0 && (text[offset] == '-' || text[offset] == '+') ? 1 : 0;
    if (length - sign < DIGITS_OF_DOUBLE || !areDigits(text, offset + sign, offset + length)) {
      return false;
    }
    BigDecimal number = new BigDecimal(text, offset, length);
    double nearest = number.doubleValue();
    return Double.isInfinite(nearest) || new BigDecimal(nearest).compareTo(number) != 0;
  }

  /**
   * Whether a text has the characters of a decimal number only. What Java takes besides has others
   * (NaN, Infinity, the suffixes f and d, control characters around it, hexadecimals).
   */
  private static boolean mayBeNumber(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      char character = text[i];
      boolean known =
          (character >= '0' && character <= '9')
              || character == '.'
              || character == '-'
              || character == '+'
              || character == 'e'
              || character == 'E';
      if (!known) {
        return false;
      }
    }
    return length > 0;
  }
}
