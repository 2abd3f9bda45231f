package io.kindling.partitioning.source.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * A text in which one blank stands for each run of blanks and tabs between the columns of a line,
 * and none before the first or behind the last. Those within quotes stay.
 */
final class BlankRuns extends Reader {
  private final Reader text;
  private final char quote;
  private boolean quoted;
  private boolean closed; // quotes were, by the character before
  private boolean started; // the line has a value
  private boolean blank; // one was passed over since the last value

  BlankRuns(Reader text, char quote) {
    this.text = text;
    this.quote = quote;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (length < 2) {
      throw new IOException("no room for two characters");
    }
    int count = 0;
    while (count == 0) {
      // One place is left free for a blank that was passed over before.
      int read = text.read(buffer, offset + 1, length - 1);
      if (read < 0) {
        return -1;
      }
      count = replace(buffer, offset, read);
    }
    return count;
  }

  private int replace(char[] buffer, int offset, int read) {
    int to = offset;
    for (int from = offset + 1; from <= offset + read; from++) {
      char character = buffer[from];
      if (quoted) {
        closed = character == quote; // of two of them, the second opens again
        quoted = !closed;
        buffer[to++] = character;
      } else if (character == '\n' || character == '\r') {
        started = false;
        blank = false;
        closed = false;
        buffer[to++] = character;
      } else if (character == '\t' || Character.isSpaceChar(character)) {
        blank = started;
        closed = false;
      } else {
        if (blank) {
          buffer[to++] = ' ';
        }
        quoted = character == quote && (blank || !started || closed);
        started = true;
        blank = false;
        closed = false;
        buffer[to++] = character;
      }
    }
    return to - offset;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
