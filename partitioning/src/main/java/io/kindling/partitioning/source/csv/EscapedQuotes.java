package io.kindling.partitioning.source.csv;

import java.io.Reader;

/**
 * A text in which quotes within quotes are escaped, as Spark and Hive write them, read as one in
 * which they are doubled: {@code \"} as {@code ""}. An escape that is itself escaped is one; any
 * other stands for itself, so that {@code C:\new} stays what it is.
 */
final class EscapedQuotes extends ReplacedText {
  private final char escape;
  private final char quote;
  private boolean escaped; // the last character was an escape, which has not been given yet

  EscapedQuotes(Reader text, char escape, char quote) {
    super(text);
    this.escape = escape;
    this.quote = quote;
  }

  @Override
  int replace(char[] buffer, int offset, int read) {
    int to = offset;
    for (int from = offset + 1; from <= offset + read; from++) {
      char character = buffer[from];
      if (escaped) {
        escaped = false;
        if (character == quote) {
          buffer[to++] = quote;
        } else if (character != escape) {
          buffer[to++] = escape;
        }
        buffer[to++] = character;
      } else if (character == escape) {
        escaped = true;
      } else {
        buffer[to++] = character;
      }
    }
    return to - offset;
  }
}
