package io.kindling.partitioning.source.libsvm;

import io.kindling.kernels.parameter.ParameterLayout;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.source.lines.RowReader;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads rows of LIBSVM's format. */
final class LibsvmRows implements RowReader {
  private static final int BUFFER = 1 << 16;
  private static final int FIRST_ENTRIES = 64;
  private static final int RADIX = 10;
  private static final String ONE =
      "one, with a point where it is no whole number; several labels of a row are columns of 0 and"
          + " 1 in csv, json and parquet";

  /** Labels as LIBSVM writes several of a row, or a number with a decimal comma. */
  private static final Pattern SEVERAL = Pattern.compile("[-+]?\\d+(,[-+]?\\d+)+");

  private static final String INDEX = "a whole number up to " + ParameterLayout.MAXIMUM;

  private final BufferedReader in;
  private final int width;
  private final String reason;
  private final int firstIndex;
  private char[] text = new char[BUFFER];
  private int[] indices = new int[FIRST_ENTRIES];
  private double[] values = new double[FIRST_ENTRIES];
  private int entries;
  private long line = -1;

  /**
   * A reader.
   *
   * @param width the number of features
   * @param reason why there are no more
   * @param firstIndex the index of the first of them, 0 or 1
   */
  LibsvmRows(Reader in, int width, String reason, int firstIndex) {
    this.in = new BufferedReader(in, BUFFER);
    this.width = width;
    this.reason = reason;
    this.firstIndex = firstIndex;
  }

  @Override
  public boolean readRow(BlockBuilder builder) throws IOException, UnreadableRowException {
    while (true) {
      String next = in.readLine();
      if (next == null) {
        return false;
      }
      line++;
      int comment = next.indexOf('#');
      int length = comment < 0 ? next.length() : comment;
      if (length > text.length) {
        text = new char[length];
      }
      next.getChars(0, length, text, 0);
      int start = behindBlanks(0, length);
      if (start < length) {
        read(start, length, builder);
        builder.endRow(line);
        return true;
      }
    }
  }

  private void read(int start, int length, BlockBuilder builder) throws UnreadableRowException {
    int labelEnd = wordEnd(start, length);
    if (contains(':', start, labelEnd)) {
      throw bad(word(start, labelEnd) + " at the start of the line", "a label");
    }
    if (contains(',', start, labelEnd)
        && SEVERAL.matcher(new String(text, start, labelEnd - start)).matches()) {
      throw bad(word(start, labelEnd) + " for the label", ONE);
    }
    entries = 0;
    int last = -1;
    for (int at = behindBlanks(labelEnd, length); at < length; ) {
      int end = wordEnd(at, length);
      last = entry(at, end, last);
      at = behindBlanks(end, length);
    }
    if (last - firstIndex >= width) {
      throw bad("index " + last, "%s at most, %s".formatted(width - 1 + firstIndex, reason));
    }
    builder.sparse(0, Arrays.copyOf(indices, entries), Arrays.copyOf(values, entries));
    builder.text(1, text, start, labelEnd - start);
  }

  /**
   * Reads one {@code index:value}.
   *
   * @param last the index before; −1 for none
   * @return the index
   */
  private int entry(int start, int end, int last) throws UnreadableRowException {
    int colon = start;
    while (colon < end && text[colon] != ':') {
      colon++;
    }
    if (colon == end) {
      throw bad(word(start, end), "index:value");
    }
    if (colon == start || colon == end - 1) {
      throw bad(word(start, end), "index:value, without blanks between");
    }
    int index = index(start, colon);
    if (index < firstIndex) {
      throw bad(
          "index 0",
          "indices from 1 on, or first_index: 0 (--format-option first_index=0) where they count"
              + " from 0");
    }
    if (index <= last) {
      throw bad("index %s behind %s".formatted(index, last), "indices that ascend");
    }
    double value = NumberText.parse(text, colon + 1, end - colon - 1);
    if (!Double.isFinite(value)) {
      throw bad(
          "%s for the value of index %s".formatted(word(colon + 1, end), index),
          Double.isNaN(value) ? "a number" : NumberText.RANGE);
    }
    if (value != 0) {
      add(index - firstIndex, value);
    }
    return index;
  }

  private int index(int start, int end) throws UnreadableRowException {
    long index = 0;
    for (int i = start; i < end; i++) {
      int digit = Character.digit(text[i], RADIX);
      if (digit < 0 || index > Integer.MAX_VALUE) {
        throw word(start, end).equals("'qid'")
            ? bad("qid", "rows without it: groups of rows that are ranked are not supported")
            : bad(word(start, end) + " for an index", INDEX);
      }
      index = RADIX * index + digit;
    }
    if (start == end || index > Integer.MAX_VALUE) {
      throw bad(word(start, end) + " for an index", INDEX);
    }
    return (int) index;
  }

  private void add(int index, double value) {
    if (entries == indices.length) {
      indices = Arrays.copyOf(indices, 2 * entries);
      values = Arrays.copyOf(values, 2 * entries);
    }
    indices[entries] = index;
    values[entries++] = value;
  }

  private int behindBlanks(int from, int length) {
    int at = from;
    while (at < length && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  private int wordEnd(int from, int length) {
    int at = from;
    while (at < length && !isBlank(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }

  private boolean contains(char character, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] == character) {
        return true;
      }
    }
    return false;
  }

  private String word(int start, int end) {
    return "'" + Names.shortened(new String(text, start, end - start)) + "'";
  }

  private UnreadableRowException bad(String found, String expected) {
    return new UnreadableRowException(line, found, expected);
  }
}
