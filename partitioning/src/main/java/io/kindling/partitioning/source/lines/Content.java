package io.kindling.partitioning.source.lines;

import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.UnreadableRowException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a file tell.
 *
 * @param charset in which its text is
 * @param mark the length of the byte order mark in front of it
 */
record Content(Charset charset, int mark) {
  /** How many of a file's first bytes are looked at. */
  static final int LOOKED_AT = 4096;

  private static final int MOST_ZEROS = 10; // of 100 bytes of text
  private static final int FEWEST_OF_UTF16 = 25; // of 100 bytes
  private static final int MOST_CONTROLS = 5; // of 100 bytes of text

  /** Control characters of text: between lines, columns, and what columns hold; its end. */
  private static final String DIVIDING = "\0\1\2\3\t\n\013\f\r\032\033\034\035\036\037";

  /** The Hadoop codec that unpacks what begins like this; null for none that is known. */
  static @Nullable String codec(byte[] bytes) {
    if (startsWith(bytes, 0x1f, 0x8b)) {
      return "org.apache.hadoop.io.compress.GzipCodec";
    }
    return startsWith(bytes, 'B', 'Z', 'h') && startsAt(4, bytes, 0x31, 0x41, 0x59)
        ? "org.apache.hadoop.io.compress.BZip2Codec"
        : null;
  }

  /**
   * How the text is encoded.
   *
   * @param declared the encoding that the user says
   * @param isSetting whether the user may
   * @throws UnreadableRowException when it is no text
   */
  static Content of(byte[] bytes, Optional<String> declared, boolean isSetting)
      throws UnreadableRowException {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return new Content(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
      return new Content(Charset.forName("UTF-32LE"), 4);
    }
    if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
      return new Content(Charset.forName("UTF-32BE"), 4);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return new Content(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return new Content(StandardCharsets.UTF_16BE, 2);
    }
    Optional<ForeignFile> foreign = ForeignFile.of(bytes);
    if (foreign.isPresent()) {
      throw new UnreadableRowException(
          BadRow.WHOLE_UNIT, foreign.get().name(), foreign.get().advice());
    }
    Charset charset = declared.map(Charset::forName).orElse(StandardCharsets.UTF_8);
    if (isSplittable(charset)) {
      checkZeros(bytes, isSetting);
      checkControls(bytes);
    }
    return new Content(charset, 0);
  }

  /** Latin letters of UTF-16 have a zero each, all of them at even places or all at odd ones. */
  private static void checkZeros(byte[] bytes, boolean isSetting) throws UnreadableRowException {
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    int all = zeros[0] + zeros[1];
    if (all * 100L <= (long) MOST_ZEROS * bytes.length) {
      return; // a row with one is told where it stands
    }
    boolean utf16 =
        all * 100L >= (long) FEWEST_OF_UTF16 * bytes.length
            && Math.min(zeros[0], zeros[1]) * 100L < (long) MOST_ZEROS * all;
    throw utf16
        ? new UnreadableRowException(
            BadRow.WHOLE_UNIT,
            "UTF-16 without a byte order mark",
            EncodingAdvice.of(zeros[0] > zeros[1] ? "UTF-16BE" : "UTF-16LE", isSetting))
        : new UnreadableRowException(
            BadRow.WHOLE_UNIT,
            "bytes that are no text",
            isSetting ? "text, or its encoding: UTF-16LE" : "text");
  }

  /** Text has hardly any control characters but those that divide it; images, say, have many. */
  private static void checkControls(byte[] bytes) throws UnreadableRowException {
    int controls = 0;
    for (byte value : bytes) {
      controls += value >= 0 && value < ' ' && DIVIDING.indexOf(value) < 0 ? 1 : 0;
    }
    if (controls * 100L > (long) MOST_CONTROLS * bytes.length) {
      throw new UnreadableRowException(BadRow.WHOLE_UNIT, "bytes that are no text", "text");
    }
  }

  /**
   * Whether the bytes of line breaks mean nothing else in an encoding, so that lines can be found
   * from anywhere in a file.
   */
  static boolean isSplittable(Charset charset) {
    String name = charset.name();
    return charset.equals(StandardCharsets.UTF_8)
        || charset.equals(StandardCharsets.US_ASCII)
        || name.startsWith("ISO-8859-")
        || name.startsWith("windows-");
  }

  boolean isSplittable() {
    return isSplittable(charset);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    return startsAt(0, bytes, start);
  }

  private static boolean startsAt(int from, byte[] bytes, int... start) {
    if (bytes.length < from + start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[from + i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
