package io.kindling.partitioning.source.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * A text in which some characters are left out or replaced as it is read. One that was held back
 * may be given with the next, so that there is room for one more than are read.
 */
abstract class ReplacedText extends Reader {
  private final Reader text;

  ReplacedText(Reader text) {
    this.text = text;
  }

  @Override
  public final int read(char[] buffer, int offset, int length) throws IOException {
    if (length < 2) {
      throw new IOException("no room for two characters");
    }
    int count = 0;
    while (count == 0) {
      int read = text.read(buffer, offset + 1, length - 1);
      if (read < 0) {
        return -1; // what is held back is not given
      }
      count = replace(buffer, offset, read);
    }
    return count;
  }

  /**
   * Replaces the {@code read} characters from {@code buffer[offset + 1]} on by what is to be given
   * of them, from {@code buffer[offset]} on.
   *
   * @return how many these are
   */
  abstract int replace(char[] buffer, int offset, int read);

  @Override
  public final void close() throws IOException {
    text.close();
  }
}
