package io.kindling.partitioning.source;

/** Numbers as files hold them: decimal, such as {@code -1}, {@code 2.5}, {@code .5e-3}. */
public final class DecimalNumber {
  /** What is expected of a number that float32 cannot hold. */
  public static final String RANGE = "a number from -3.4e38 to 3.4e38";

  private DecimalNumber() {}

  /**
   * The number that a text is; infinite where it is too large.
   *
   * @throws NumberFormatException when it is anything else, such as a word or a number as
   *     programmers write it: {@code 3f}, {@code 0x1p3}, {@code NaN}
   */
  public static double parse(String text) {
    double number = Double.parseDouble(text);
    if (!isPlain(text)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  /**
   * Whether a text that Java takes for a number is plain. What Java takes besides starts or ends
   * otherwise (NaN, Infinity, the suffixes f and d, control characters around it), or is
   * hexadecimal, with an x behind its first 0.
   */
  private static boolean isPlain(String text) {
    int length = text.length();
    char first = text.charAt(0);
    char last = text.charAt(length - 1);
    int signs = first == '-' || first == '+' ? 1 : 0;
    return (signs == 1 || isDigitOrPoint(first))
        && isDigitOrPoint(last)
        && (length < signs + 2 || (text.charAt(signs + 1) | 0x20) != 'x');
  }

  private static boolean isDigitOrPoint(char character) {
    return (character >= '0' && character <= '9') || character == '.';
  }
}
