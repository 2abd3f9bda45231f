package io.kindling.tests.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes at random, which its seed repeats. */
final class Mutator {
  private static final int MOST_CHANGES = 4;
  private static final List<String> WORDS =
      List.of(
          "",
          "0",
          "-0",
          "1",
          "-1",
          "1e308",
          "-1e999",
          "1e-999",
          "NaN",
          "Infinity",
          "0x1p3",
          "1_0",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775808",
          "99999999999999999999",
          "1.7976931348623157e309",
          ".",
          "-",
          "e",
          "null",
          "true",
          "\"",
          "'",
          "''",
          "\"\"",
          "#",
          ":",
          ",",
          ";",
          "\t",
          "{",
          "}",
          "[",
          "]",
          "\\",
          "%",
          "é",
          "\u0660",
          "\uD83D\uDE00",
          "\uFFFD",
          "\u0000",
          "\r",
          "\n",
          "\r\n",
          "../x",
          "${x}",
          "1,5",
          "1.234,5",
          "0001-01-01",
          "x".repeat(300),
          "9".repeat(400),
          "[".repeat(80),
          "(".repeat(80));

  private final Random random;

  Mutator(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A text that is not expected. */
  String word() {
    return oneOf(WORDS);
  }

  /** A whole number at an edge. */
  int extreme() {
    int[] edges = {
      0,
      1,
      -1,
      2,
      127,
      255,
      256,
      32767,
      65535,
      65536,
      1 << 20,
      1 << 24,
      1 << 28,
      1 << 30,
      Integer.MAX_VALUE,
      Integer.MAX_VALUE - 1,
      Integer.MIN_VALUE
    };
    return edges[random.nextInt(edges.length)];
  }

  /** Bytes with anything changed: flipped, cut, left out, doubled, or taken from others. */
  byte[] bytes(byte[] from, byte[] others) {
    byte[] bytes = from.clone();
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      bytes = change(bytes, others);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes, byte[] others) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 + bytes.length / 4));
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> splice(bytes, 0, at, bytes, end, bytes.length);
      case 2 -> splice(bytes, 0, end, bytes, at, bytes.length);
      case 3 -> splice(bytes, 0, at, others, random.nextInt(others.length + 1), others.length);
      default -> inside(bytes, 0, bytes.length);
    };
  }

  private static byte[] splice(
      byte[] first, int from, int to, byte[] second, int secondFrom, int secondTo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first, from, to - from);
    out.write(second, secondFrom, secondTo - secondFrom);
    return out.toByteArray();
  }

  /** As many bytes, some of those in a range changed: bits, bytes, and numbers of four bytes. */
  byte[] inside(byte[] from, int start, int end) {
    byte[] bytes = from.clone();
    if (start >= end) {
      return bytes;
    }
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      int at = start + random.nextInt(end - start);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = oneOf(List.of(0, 1, 0x7f, 0x80, 0xff)).byteValue();
        default -> putInt(bytes, at, end, extreme(), random.nextBoolean());
      }
    }
    return bytes;
  }

  private static void putInt(byte[] bytes, int at, int end, int value, boolean bigEndian) {
    for (int i = 0; i < Integer.BYTES && at + i < end; i++) {
      int shift = 8 * (bigEndian ? Integer.BYTES - 1 - i : i);
      bytes[at + i] = (byte) (value >> shift);
    }
  }

  /** A text, one to four of whose tokens are others, or a line of which is missing or doubled. */
  String tokens(String text, Pattern token) {
    String changed = text;
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      changed = random.nextInt(6) == 0 ? lines(changed) : token(changed, token);
    }
    return changed;
  }

  private String token(String text, Pattern token) {
    List<MatchResult> tokens = token.matcher(text).results().toList();
    if (tokens.isEmpty()) {
      return text + word();
    }
    MatchResult one = oneOf(tokens);
    String other = chance(3) ? oneOf(tokens).group() : word();
    return text.substring(0, one.start()) + other + text.substring(one.end());
  }

  private String lines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)", -1)));
    int at = random.nextInt(lines.size());
    if (random.nextBoolean()) {
      lines.add(at, lines.get(random.nextInt(lines.size())));
    } else {
      lines.remove(at);
    }
    return String.join("", lines);
  }
}
