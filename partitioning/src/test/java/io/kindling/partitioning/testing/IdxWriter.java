package io.kindling.partitioning.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files, whole or with what is wrong with them. */
public final class IdxWriter {
  /** The bytes of a gzip file before its content, when nothing is compressed: two headers. */
  public static final int GZIP_PREFIX = 10 + 5;

  private IdxWriter() {}

  /** A file of unsigned bytes of the given dimensions. */
  public static byte[] file(int[] dimensions, byte[] content) {
    return join(header(0x0800 | dimensions.length, dimensions), content);
  }

  /** A header. */
  public static byte[] header(int magic, int... dimensions) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The bytes 0, 1, 2 …, starting again after 255. */
  public static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /** One after the other. */
  public static byte[] join(byte[] first, byte[] second) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first);
    bytes.writeBytes(second);
    return bytes.toByteArray();
  }

  /** In gzip's format, but not compressed, so that what a cut leaves can be told. */
  public static byte[] gzip(byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new StoringGzip(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a file and gives its path. */
  public static String write(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class StoringGzip extends GZIPOutputStream {
    StoringGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }
}
