package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.table.RawTable;
import io.kindling.partitioning.table.UnreadableRowException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

  /** What begins so and is no table, though some of it is text. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "Obj\u0001", "an Avro file",
          "\u0093NUMPY", "an array of NumPy",
          "\u0089HDF", "an HDF5 file",
          "SQLite format 3", "a database of SQLite",
          "%PDF", "a PDF",
          "version https://git-lfs", "a pointer of Git LFS in place of the file",
          "<!DOCTYPE", "a web page",
          "<!doctype", "a web page",
          "<html", "a web page");

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
   * @throws UnreadableRowException when it is no text
   */
  static Content of(byte[] bytes, Optional<String> declared) throws UnreadableRowException {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return new Content(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return new Content(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return new Content(StandardCharsets.UTF_16BE, 2);
    }
    String other = other(bytes);
    if (other != null) {
      throw new UnreadableRowException(RawTable.WHOLE_UNIT, other, "text, plain or as .gz");
    }
    Charset charset = declared.map(Charset::forName).orElse(StandardCharsets.UTF_8);
    if (isSplittable(charset)) {
      int zeros = 0;
      for (byte value : bytes) {
        zeros += value == 0 ? 1 : 0;
      }
      if (zeros * 100L > (long) MOST_ZEROS * bytes.length) {
        throw new UnreadableRowException(
            RawTable.WHOLE_UNIT, "bytes that are no text", "text, or its encoding: UTF-16LE");
      }
    }
    return new Content(charset, 0);
  }

  private static @Nullable String other(byte[] bytes) {
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      return "a zip archive";
    }
    if (startsWith(bytes, 'P', 'A', 'R', '1')) {
      return "a Parquet file";
    }
    if (startsWith(bytes, 'O', 'R', 'C')) {
      return bytes.length > 3 && bytes[3] < ' ' ? "an ORC file" : null;
    }
    return OTHERS.entrySet().stream()
        .filter(entry -> startsWith(bytes, entry.getKey().chars().toArray()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
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
