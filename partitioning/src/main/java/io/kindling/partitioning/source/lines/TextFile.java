package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.Codecs;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.Unpacking;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;

/**
 * An open text file. What it is packed with is seen by its ending or its first bytes; how it is
 * encoded, by the byte order mark or what is declared.
 */
public final class TextFile implements Closeable {
  private final FSDataInputStream raw;
  private final @Nullable InputStream unpacked;
  private final Content content;

  private TextFile(FSDataInputStream raw, @Nullable InputStream unpacked, Content content) {
    this.raw = raw;
    this.unpacked = unpacked;
    this.content = content;
  }

  /**
   * Opens a file.
   *
   * @param encoding the name of the file's encoding, if it is declared
   * @param isSetting whether it may be
   * @throws UnreadableRowException when it is known not to be text
   */
  @SuppressWarnings("MustBeClosedChecker")
  public static TextFile open(
      Configuration configuration, Path path, Optional<String> encoding, boolean isSetting)
      throws IOException, UnreadableRowException {
    CompressionCodec codec = Codecs.of(configuration, path);
    FSDataInputStream raw = InputFiles.fileSystem(configuration, path).open(path);
    try {
      if (codec == null) {
        byte[] first = raw.readNBytes(Content.LOOKED_AT);
        String name = Content.codec(first);
        if (name == null) {
          return new TextFile(raw, null, Content.of(first, encoding, isSetting));
        }
        raw.seek(0);
        codec = new CompressionCodecFactory(configuration).getCodecByClassName(name);
      }
      BufferedInputStream unpacked =
          new BufferedInputStream(
              Unpacking.of(configuration, path, codec, raw), 2 * Content.LOOKED_AT);
      unpacked.mark(Content.LOOKED_AT);
      Content content = Content.of(unpacked.readNBytes(Content.LOOKED_AT), encoding, isSetting);
      unpacked.reset();
      return new TextFile(raw, unpacked, content);
    } catch (IOException | UnreadableRowException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Whether its lines can be found from anywhere in it. */
  public boolean isSplittable() {
    return unpacked == null && content.isSplittable();
  }

  /** Where the lines of a part start; nothing if they belong to the part at the file's start. */
  Optional<Long> start(FilePart part) throws IOException {
    if (part.start() == 0) {
      return Optional.of(0L);
    }
    return isSplittable() ? Optional.of(lineStart(part.start())) : Optional.empty();
  }

  private long lineStart(long offset) throws IOException {
    raw.seek(offset - 1);
    return LineBreaks.lineStart(raw, offset);
  }

  /** The text of the whole file; once only if it is packed. */
  public Reader text() throws IOException {
    if (unpacked == null) {
      raw.seek(content.mark());
      return new DecodingReader(raw, content.charset());
    }
    unpacked.skipNBytes(content.mark());
    return new DecodingReader(unpacked, content.charset());
  }

  /** The text of the lines that start in a part. */
  public Reader text(FilePart part) throws IOException {
    if (!isSplittable() || (part.start() == 0 && part.end() == FilePart.WHOLE)) {
      return text();
    }
    long from = part.start() == 0 ? content.mark() : lineStart(part.start());
    long to = part.end() == FilePart.WHOLE ? FilePart.WHOLE : lineStart(part.end());
    raw.seek(from);
    return new DecodingReader(new FirstBytes(raw, Math.max(0, to - from)), content.charset());
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      unpacked.close();
    }
    raw.close();
  }

  /** So many bytes of a stream. */
  private static final class FirstBytes extends InputStream {
    private final InputStream in;
    private long left;

    FirstBytes(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
