package io.kindling.partitioning.source.csv;

/** Blanks around values, which are no part of them. */
final class Blanks {
  /** At the start of a line, where files were joined, it is none either. */
  static final char BYTE_ORDER_MARK = '\uFEFF';

  private Blanks() {}

  /** Where a value starts, from {@code from} on. */
  static int start(char[] text, int from, int to) {
    int start = from;
    while (start < to && isBlank(text[start])) {
      start++;
    }
    return start;
  }

  /** Where a value ends, before {@code to}. */
  static int end(char[] text, int from, int to) {
    int end = to;
    while (end > from && isBlank(text[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(char character) {
    return character == ' ' || (character != '\u00A0' && Character.isWhitespace(character));
  }
}
