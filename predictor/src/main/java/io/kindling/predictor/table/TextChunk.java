package io.kindling.predictor.table;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Texts of one column: the distinct ones, and which of them each row has. */
public final class TextChunk implements ColumnChunk {
  /** The code of a text that is missing. */
  public static final int MISSING = -1;

  private static final long serialVersionUID = 1L;

  /** A reference, a string and the array in it. */
  private static final int MEMORY_OF_A_TEXT = 48;

  private final String[] distinct;
  private final byte[] bytes;
  private final int[] ints; // instead of bytes

  private TextChunk(String[] distinct, byte[] bytes, int[] ints) {
    this.distinct = distinct;
    this.bytes = bytes;
    this.ints = ints;
  }

  /** The first {@code rows} of the codes; copies. */
  static TextChunk of(String[] distinct, int[] codes, int rows) {
    if (distinct.length > Byte.MAX_VALUE) {
      return new TextChunk(distinct, new byte[0], Arrays.copyOf(codes, rows));
    }
    byte[] bytes = new byte[rows];
    for (int i = 0; i < rows; i++) {
      bytes[i] = (byte) codes[i];
    }
    return new TextChunk(distinct, bytes, new int[0]);
  }

  /**
   * The place of a row's text among the {@linkplain #distinct() distinct} ones, or {@link
   * #MISSING}.
   */
  public int code(int row) {
    return ints.length == 0 ? bytes[row] : ints[row];
  }

  /** The distinct texts, in the order in which they first occur. */
  public List<String> distinct() {
    return Collections.unmodifiableList(Arrays.asList(distinct));
  }

  /** The text in a row; empty where it is missing. */
  public String text(int row) {
    int code = code(row);
    return code == MISSING ? "" : distinct[code];
  }

  @Override
  public void addTo(Checksum sum) {
    for (String text : distinct) {
      sum.add(text);
    }
    sum.add(bytes);
    for (int code : ints) {
      sum.add(code);
    }
  }

  @Override
  public long memory() {
    long memory = MEMORY_WITHOUT_VALUES + bytes.length + (long) Integer.BYTES * ints.length;
    for (String text : distinct) {
      memory += MEMORY_OF_A_TEXT + text.length();
    }
    return memory;
  }
}
