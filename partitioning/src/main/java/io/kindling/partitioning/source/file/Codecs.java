package io.kindling.partitioning.source.file;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;

/** Which codec unpacks a file, by its ending. */
public final class Codecs {
  private Codecs() {}

  /**
   * The codec of a file; null for a file that is not compressed.
   *
   * @throws InvalidInputException when Hadoop knows the ending but cannot unpack here, since some
   *     of its codecs need native libraries
   */
  public static @Nullable CompressionCodec of(Configuration configuration, Path path) {
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    if (codec != null) {
      check(codec, path);
    }
    return codec;
  }

  /** Checks that the files of a list can be unpacked, once for each kind. */
  public static void check(Configuration configuration, List<FileStatus> files) {
    CompressionCodecFactory factory = new CompressionCodecFactory(configuration);
    Set<CompressionCodec> checked = new HashSet<>();
    for (FileStatus file : files) {
      CompressionCodec codec = factory.getCodec(file.getPath());
      if (codec != null && checked.add(codec)) {
        check(codec, file.getPath());
      }
    }
  }

  private static void check(CompressionCodec codec, Path path) {
    try {
      CodecPool.returnDecompressor(CodecPool.getDecompressor(codec));
    } catch (RuntimeException | LinkageError e) {
      String ending = codec.getDefaultExtension();
      throw InvalidInputException.at(
          UserPath.shown(path),
          "a %s file, which this Hadoop cannot unpack: its native library for that is not there"
              .formatted(ending),
          "the file unpacked, or as .gz; or Hadoop's native library with %s on java.library.path"
              .formatted(ending.substring(1).toLowerCase(Locale.ROOT)));
    }
  }
}
