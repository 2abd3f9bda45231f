package io.kindling.partitioning.source.csv;

import java.io.Reader;

/**
 * A text in which one blank stands for each run of blanks and tabs between the columns of a line,
 * and none before the first or behind the last. Those within quotes stay.
 */
final class BlankRuns extends ReplacedText {
  private final char quote;
  private boolean quoted;
  private boolean closed; // quotes were, by the character before
  private boolean started; // the line has a value
  private boolean blank; // one was passed over since the last value

  BlankRuns(Reader text, char quote) {
    super(text);
    this.quote = quote;
  }

  @Override
  int replace(char[] buffer, int offset, int read) {
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
}
