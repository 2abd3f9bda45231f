package io.kindling.predictor.table;

/**
 * Blanks around values, which are no part of them: those of pages and typesetters, too, and the
 * mark of DOS for the end of a file.
 */
public final class Blanks {
  private static final char END_OF_FILE = '\u001A';
  private static final char ZERO_WIDTH = '\u200B';

  private Blanks() {}

  /** Where a value starts, from {@code from} on. */
  public static int start(char[] text, int from, int to) {
    int start = from;
    while (start < to && isBlank(text[start])) {
      start++;
    }
    return start;
  }

  /** Where a value ends, before {@code to}. */
  public static int end(char[] text, int from, int to) {
    int end = to;
    while (end > from && isBlank(text[end - 1])) {
      end--;
    }
    return end;
  }

  /** A text without those around it. */
  public static String strip(String text) {
    char[] all = text.toCharArray();
    int start = start(all, 0, all.length);
    return new String(all, start, end(all, start, all.length) - start);
  }

  public static boolean isBlank(char character) {
    return character == ' '
        || (character < '!' && (character == END_OF_FILE || Character.isWhitespace(character)))
        || (character > '~'
            && (Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || character == ZERO_WIDTH));
  }
}
