package io.kindling.partitioning.source.lines;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes into the very buffer that it is given, many at a time. Bytes that are no characters
 * are an error, and not replaced, as Java's own readers do; all characters before them come first.
 * Byte order marks are left out: where files were joined, they stand within a text.
 */
final class DecodingReader extends Reader {
  private static final int BYTES = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
  private boolean ended;

  DecodingReader(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    CharBuffer out = CharBuffer.wrap(buffer, offset, length).slice();
    while (true) {
      CoderResult result = decoder.decode(bytes, out, ended);
      int count = withoutMarks(buffer, offset, out.position());
      if (count > 0) {
        return count;
      }
      if (out.position() > 0) { // nothing but marks
        out.clear();
        continue;
      }
      if (result.isError()) {
        throw new MalformedTextException(charset);
      }
      if (result.isOverflow()) {
        throw new IOException("no room for a character of two code units");
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private static int withoutMarks(char[] buffer, int offset, int count) {
    int from = offset;
    while (from < offset + count && buffer[from] != BYTE_ORDER_MARK) {
      from++;
    }
    int to = from;
    for (; from < offset + count; from++) {
      if (buffer[from] != BYTE_ORDER_MARK) {
        buffer[to++] = buffer[from];
      }
    }
    return to - offset;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
