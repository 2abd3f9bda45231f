package io.kindling.partitioning.source.file;

import io.kindling.kernels.spec.Names;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.io.compress.BlockDecompressorStream;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * Blocks of Hadoop's Snappy and LZ4, each behind its length, for which Hadoop allocates memory
 * before it reads. What other programs write as {@code .lz4} begins with a number of 1.6 billion
 * there.
 */
final class BoundedBlocks extends BlockDecompressorStream {
  private final long length;

  /**
   * Blocks of a file.
   *
   * @param length of the file, which no block exceeds
   */
  BoundedBlocks(InputStream raw, Decompressor decompressor, int bufferSize, long length)
      throws IOException {
    super(new BufferedInputStream(raw, 1 << 16), decompressor, bufferSize);
    this.length = length;
  }

  @Override
  protected int getCompressedData() throws IOException {
    in.mark(Integer.BYTES);
    int bytes = new DataInputStream(in).readInt();
    if (bytes < 0 || bytes > length) {
      throw new DamagedFileException(
          "a block of %s in a file of %s"
              .formatted(
                  Names.count(Integer.toUnsignedLong(bytes), "byte"), Names.count(length, "byte")));
    }
    in.reset();
    return super.getCompressedData();
  }
}
