package io.kindling.kernels.blas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a file, which tells builds of a library apart that bear the same name. */
final class FileDigest {
  private static final int CHUNK = 1 << 16;

  private FileDigest() {}

  /** In hexadecimal digits; {@link BlasDescription#UNKNOWN} if the file cannot be read. */
  static String of(String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      int read = in.read(chunk);
      while (read >= 0) {
        digest.update(chunk, 0, read);
        read = in.read(chunk);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      return BlasDescription.UNKNOWN;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
