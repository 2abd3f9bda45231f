package io.kindling.partitioning.source.libsvm;

import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.predictor.table.BlockBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Reads the last index of each line, and nothing else of it. */
final class LastIndices implements RowReader {
  private static final int BUFFER = 1 << 16;
  private static final int RADIX = 10;

  private final BufferedReader in;
  private long line;

  LastIndices(Reader in) {
    this.in = new BufferedReader(in, BUFFER);
  }

  @Override
  public boolean readRow(BlockBuilder builder) throws IOException {
    String text = in.readLine();
    if (text == null) {
      return false;
    }
    builder.number(0, of(text));
    builder.endRow(line++);
    return true;
  }

  /** The last index of a line; 0 where there is none, of which the reader of rows may complain. */
  static int of(String text) {
    int comment = text.indexOf('#');
    int colon = text.lastIndexOf(':', comment < 0 ? text.length() : comment);
    long index = 0;
    long factor = 1;
    for (int i = colon - 1; i >= 0 && Character.digit(text.charAt(i), RADIX) >= 0; i--) {
      index += factor * Character.digit(text.charAt(i), RADIX);
      if (index > Integer.MAX_VALUE || factor > Integer.MAX_VALUE) {
        return 0;
      }
      factor *= RADIX;
    }
    return (int) index;
  }
}
