package io.kindling.partitioning.source.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;

/**
 * What is in compressed files, as Hadoop's codecs unpack it. Of what is damaged some of them make
 * nothing, or ask for as much memory as a random number says; here it is an error.
 */
public final class Unpacking {
  private static final int BZIP2_HEAD = 10;

  /** Its name, the size of blocks, and the digits of π before a block or of its root at the end. */
  private static final Pattern BZIP2 =
      Pattern.compile("BZh[1-9](1AY&SY|\u0017rE8P\u0090)", Pattern.DOTALL);

  private Unpacking() {}

  /**
   * The unpacked content of a file.
   *
   * @param raw its bytes, from the first on
   * @throws DamagedFileException when it does not begin as the codec's files do
   */
  public static InputStream of(
      Configuration configuration, Path path, CompressionCodec codec, InputStream raw)
      throws IOException {
    if (codec instanceof SnappyCodec) {
      int buffer =
          configuration.getInt(
              CommonConfigurationKeys.IO_COMPRESSION_CODEC_SNAPPY_BUFFERSIZE_KEY,
              CommonConfigurationKeys.IO_COMPRESSION_CODEC_SNAPPY_BUFFERSIZE_DEFAULT);
      return blocks(configuration, path, codec, raw, buffer);
    }
    if (codec instanceof Lz4Codec) {
      int buffer =
          configuration.getInt(
              CommonConfigurationKeys.IO_COMPRESSION_CODEC_LZ4_BUFFERSIZE_KEY,
              CommonConfigurationKeys.IO_COMPRESSION_CODEC_LZ4_BUFFERSIZE_DEFAULT);
      return blocks(configuration, path, codec, raw, buffer);
    }
    return codec instanceof BZip2Codec
        ? new BZip2CompressorInputStream(beginning(raw), true)
        : codec.createInputStream(raw);
  }

  private static InputStream blocks(
      Configuration configuration, Path path, CompressionCodec codec, InputStream raw, int buffer)
      throws IOException {
    long length = InputFiles.fileSystem(configuration, path).getFileStatus(path).getLen();
    return new BoundedBlocks(raw, codec.createDecompressor(), buffer, length);
  }

  /**
   * Hadoop looks for blocks of bzip2 anywhere, so that it takes a file without one for empty, and
   * leaves out what stands between two or behind the last. The library that Spark brings does not,
   * but says less clearly where there is none.
   */
  private static InputStream beginning(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(BZIP2_HEAD);
    String first = new String(in.readNBytes(BZIP2_HEAD), StandardCharsets.ISO_8859_1);
    in.reset();
    if (!BZIP2.matcher(first).matches()) {
      throw new DamagedFileException("not a bzip2 file");
    }
    return in;
  }
}
