package io.kindling.partitioning.source.lines;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Ends of lines: {@code \n}, {@code \r}, or both in this order. */
final class LineBreaks {
  private static final int BUFFER = 1 << 16;

  private LineBreaks() {}

  /**
   * Where the first line starts that does so at {@code offset} or behind.
   *
   * @param in stands one byte before {@code offset}
   */
  static long lineStart(InputStream in, long offset) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long position = offset - 1; // of the byte that is looked at
    boolean returned = false;
    while (true) {
      int count = in.read(buffer, 0, buffer.length);
      if (count < 0) {
        return position;
      }
      for (int i = 0; i < count; i++, position++) {
        if (returned) {
          return buffer[i] == '\n' ? position + 1 : position;
        }
        if (buffer[i] == '\n') {
          return position + 1;
        }
        returned = buffer[i] == '\r';
      }
    }
  }

  /** How many lines end within the first {@code bytes}. */
  static long count(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long lines = 0;
    boolean returned = false;
    for (long left = bytes; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        return lines;
      }
      for (int i = 0; i < count; i++) {
        lines += buffer[i] == '\r' || (buffer[i] == '\n' && !returned) ? 1 : 0;
        returned = buffer[i] == '\r';
      }
      left -= count;
    }
    return lines;
  }

  /** How many lines end before characters that cannot be read, or the end. */
  static long countReadable(Reader reader) throws IOException {
    char[] buffer = new char[BUFFER];
    long lines = 0;
    boolean returned = false;
    try {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\r' || (buffer[i] == '\n' && !returned) ? 1 : 0;
          returned = buffer[i] == '\r';
        }
      }
      return lines;
    } catch (MalformedTextException e) {
      return lines; // these are the ones that are looked for
    }
  }
}
