package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.file.UserPath;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.orc.CompressionCodec;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcProto;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;
import org.apache.orc.TypeDescription.Category;
import org.apache.orc.impl.BufferChunk;
import org.apache.orc.impl.InStream;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.impl.OrcCodecPool;
import org.apache.orc.impl.RecordReaderImpl;
import org.apache.orc.impl.RunLengthIntegerReader;
import org.apache.orc.impl.RunLengthIntegerReaderV2;

/**
 * How long arrays, texts and bytes of an ORC file are. Its reader makes room for as many values as
 * the lengths of a batch add up to, before it looks whether there are any; so the lengths, which
 * are stored apart from the values, are looked at first.
 */
final class OrcLengths {
  /** The most values of an array, or bytes of a text. */
  static final int LONGEST = 1 << 22;

  private static final int MOST_VALUES_OF_BATCH = 1 << 21;
  private static final int MOST_BYTES_OF_BATCH = 1 << 25;
  private static final int MOST_ROWS = 4096; // Spark's own default

  private final String place;
  private final Reader reader;
  private final FSDataInputStream file;
  private final InStream.StreamOptions packing;
  private final boolean[] arrays;
  private final boolean[] texts;
  private int rows = MOST_ROWS;

  private OrcLengths(
      String place, Reader reader, FSDataInputStream file, InStream.StreamOptions packing) {
    this.place = place;
    this.reader = reader;
    this.file = file;
    this.packing = packing;
    this.arrays = new boolean[reader.getSchema().getMaximumId() + 1];
    this.texts = new boolean[arrays.length];
  }

  /**
   * How many rows Spark may read at once, so that a column takes a bounded room.
   *
   * @param columns that are read
   * @throws InvalidInputException when an array or a text is longer than any may be
   * @throws IOException also when the file is damaged
   */
  static int rowsOfBatch(Configuration configuration, Path path, List<String> columns)
      throws IOException {
    try (Reader reader = OrcFile.createReader(path, OrcFile.readerOptions(configuration));
        FSDataInputStream file = path.getFileSystem(configuration).open(path)) {
      CompressionCodec codec = OrcCodecPool.getCodec(reader.getCompressionKind());
      try {
        InStream.StreamOptions packing =
            InStream.options().withCodec(codec).withBufferSize(reader.getCompressionSize());
        OrcLengths lengths = new OrcLengths(UserPath.shown(path), reader, file, packing);
        TypeDescription schema = reader.getSchema();
        for (int i = 0; i < schema.getChildren().size(); i++) {
          if (columns.contains(schema.getFieldNames().get(i))) {
            lengths.want(schema.getChildren().get(i));
          }
        }
        lengths.look();
        return lengths.rows;
      } finally {
        OrcCodecPool.returnCodec(reader.getCompressionKind(), codec);
      }
    }
  }

  /** A column, or what is within a vector. */
  private void want(TypeDescription type) {
    Category category = type.getCategory();
    arrays[type.getId()] = category == Category.LIST;
    texts[type.getId()] =
        category == Category.STRING
            || category == Category.VARCHAR
            || category == Category.CHAR
            || category == Category.BINARY;
    if (category == Category.STRUCT) {
      type.getChildren().forEach(this::want);
    }
  }

  private void look() throws IOException {
    try (RecordReaderImpl stripes = (RecordReaderImpl) reader.rows()) {
      for (StripeInformation stripe : reader.getStripes()) {
        OrcProto.StripeFooter footer = stripes.readStripeFooter(stripe);
        long offset = stripe.getOffset();
        for (OrcProto.Stream stream : footer.getStreamsList()) {
          int column = stream.getColumn();
          if (stream.getKind() == OrcProto.Stream.Kind.LENGTH
              && column < arrays.length
              && (arrays[column] || texts[column])) {
            look(column, footer.getColumns(column), offset, stream.getLength());
          }
          offset += stream.getLength();
        }
      }
    }
  }

  private void look(int column, OrcProto.ColumnEncoding encoding, long offset, long bytes)
      throws IOException {
    if (offset < 0 || bytes < 0 || offset + bytes > reader.getContentLength()) {
      throw new EOFException("lengths behind the end of the file");
    }
    byte[] packed = new byte[Math.toIntExact(bytes)];
    file.readFully(offset, packed);
    InStream in =
        InStream.create(
            "lengths", new BufferChunk(ByteBuffer.wrap(packed), 0), 0, packed.length, packing);
    IntegerReader lengths =
        switch (encoding.getKind()) {
          case DIRECT, DICTIONARY -> new RunLengthIntegerReader(in, false);
          case DIRECT_V2, DICTIONARY_V2 -> new RunLengthIntegerReaderV2(in, false, true);
        };
    long count = 0;
    long longest = 1;
    for (; lengths.hasNext(); count++) {
      long length = lengths.next();
      if (length < 0 || length > LONGEST) {
        throw InvalidInputException.at(
            place,
            "%s of %s values".formatted(arrays[column] ? "an array" : "a text", length),
            "at most %s".formatted(LONGEST));
      }
      longest = Math.max(longest, length);
    }
    if (encoding.getDictionarySize() > count) {
      throw new EOFException(
          "a dictionary of %s words, of which %s are there"
              .formatted(encoding.getDictionarySize(), count));
    }
    int most = arrays[column] ? MOST_VALUES_OF_BATCH : MOST_BYTES_OF_BATCH;
    rows = (int) Math.max(1, Math.min(rows, most / longest));
  }
}
