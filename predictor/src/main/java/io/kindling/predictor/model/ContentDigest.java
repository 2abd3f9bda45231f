package io.kindling.predictor.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells the content of a file from others.
 *
 * @param sha256 in lower-case hexadecimal
 * @param bytes in it
 */
public record ContentDigest(String sha256, long bytes) {
  private static final int DIGITS_OF_NAME = 16;

  /** That of what {@code content} writes, which goes nowhere. */
  public static ContentDigest of(FileContent content) {
    MessageDigest digest = newDigest();
    CountingOutputStream count = new CountingOutputStream();
    try (OutputStream out = new DigestOutputStream(count, digest)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ContentDigest(text(digest), count.bytes);
  }

  /** So many digits of the SHA-256 as the name of a file has. */
  public String inName() {
    return sha256.substring(0, DIGITS_OF_NAME);
  }

  /** The SHA-256 of what a digest was given. */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A digest by SHA-256. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static final class CountingOutputStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
