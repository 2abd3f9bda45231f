package io.kindling.partitioning.source.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * A text with a last line that holds nothing but a mark: where this is part of a value in quotes,
 * these were not closed.
 */
final class EndMark extends Reader {
  /** Stands for no character in Unicode. */
  static final char MARK = '\uFFFF';

  private static final char[] END = {'\n', MARK};

  private final Reader text;
  private int ended; // characters of the end that have been read

  EndMark(Reader text) {
    this.text = text;
  }

  /** Whether a value is the mark, or ends with it. */
  static boolean endsWithMark(char[] text, int offset, int length) {
    return length > 0 && text[offset + length - 1] == MARK;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (ended == 0) {
      int count = text.read(buffer, offset, length);
      if (count >= 0) {
        return count;
      }
    }
    int count = Math.min(length, END.length - ended);
    if (count == 0) {
      return -1;
    }
    System.arraycopy(END, ended, buffer, offset, count);
    ended += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
