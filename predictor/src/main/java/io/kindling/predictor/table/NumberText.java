package io.kindling.predictor.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/** Numbers as files hold them: decimal, such as {@code -1}, {@code 2.5}, {@code .5e-3}. */
public final class NumberText {
  /** What is expected of a number that float32 cannot hold. */
  public static final String RANGE = "a number from -3.4e38 to 3.4e38";

  private NumberText() {}

  /**
   * The number that a text is; infinite where it is too large for float32.
   *
   * @return NaN when it is anything else, such as a word or a number as programmers write it:
   *     {@code 3f}, {@code 0x1p3}, {@code NaN}
   */
  public static double parse(char[] text, int offset, int length) {
    if (!mayBeNumber(text, offset, length)) {
      return Double.NaN;
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
   * The text of a number, without a fraction where it is whole; nothing for one that is missing.
   */
  public static String of(double number) {
    if (Double.isNaN(number)) {
      return "";
    }
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
    return whole ? Long.toString((long) number) : Double.toString(number);
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
