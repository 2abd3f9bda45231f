package io.kindling.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables as large as HIGGS (Baldi, Sadowski, Whiteson 2014) has them: a label, 0 or 1, and 28
 * numbers. Speed does not look at what they say.
 */
final class TableFiles {
  /** Numbers in a row. */
  static final int FEATURES = 28;

  /** The column of labels. */
  static final String LABEL = "label";

  private static final long MILLION = 1_000_000;
  private static final long TEN_TO_18 = 1_000_000_000_000_000_000L;

  private TableFiles() {}

  /** How the numbers are written. */
  enum Digits {
    /** As {@code -0.869293}. */
    SIX_DECIMALS {
      @Override
      void append(StringBuilder line, RandomGenerator random) {
        long millionths = Math.round(random.nextGaussian() * MILLION);
        line.append(millionths < 0 ? "-" : "").append(Math.abs(millionths) / MILLION).append('.');
        appendDigits(line, Math.abs(millionths) % MILLION, MILLION);
      }
    },
    /** As {@code 8.692932128906250000e-01}, which is how HIGGS itself is written. */
    EIGHTEEN_DECIMALS {
      @Override
      void append(StringBuilder line, RandomGenerator random) {
        line.append(random.nextBoolean() ? "-" : "").append(1 + random.nextInt(9)).append('.');
        appendDigits(line, random.nextLong(TEN_TO_18), TEN_TO_18);
        line.append(random.nextBoolean() ? "e+00" : "e-01");
      }
    };

    abstract void append(StringBuilder line, RandomGenerator random);

    /** As many digits as {@code power}, a power of ten, has zeros. */
    private static void appendDigits(StringBuilder line, long digits, long power) {
      String text = Long.toString(digits + power);
      line.append(text, 1, text.length());
    }
  }

  /** Writes a CSV file with a header. */
  static void write(Path file, int rows, Digits digits) throws IOException {
    RandomGenerator random = new SplittableRandom(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write((header() + "\n").getBytes(StandardCharsets.US_ASCII));
      StringBuilder line = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        line.setLength(0);
        line.append(random.nextInt(2));
        for (int i = 0; i < FEATURES; i++) {
          digits.append(line.append(','), random);
        }
        out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static String header() {
    return IntStream.range(0, FEATURES)
        .mapToObj(i -> ",f" + i)
        .collect(Collectors.joining("", LABEL, ""));
  }
}
