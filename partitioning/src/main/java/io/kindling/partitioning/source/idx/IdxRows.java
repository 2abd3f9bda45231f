package io.kindling.partitioning.source.idx;

import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** One file, read row by row from the start of a range. */
final class IdxRows {
  private static final long STEP = 1 << 24;

  private final Configuration hadoop;
  private final IdxFile file;
  private final int from;
  private final long numbering;
  private final byte[] row;
  private @Nullable DataInputStream in;

  /**
   * Opens nothing yet.
   *
   * @param from the first row that is read
   * @param numbering what the position of row 0 is in errors
   */
  IdxRows(Configuration hadoop, IdxFile file, int from, long numbering) {
    this.hadoop = hadoop;
    this.file = file;
    this.from = from;
    this.numbering = numbering;
    this.row = new byte[file.header().rowSize()];
  }

  /** The next row; the array is the same each time. */
  byte[] read(int number) throws UnreadableRowException {
    try {
      entered().readFully(row);
      return row;
    } catch (IOException | RuntimeException e) {
      throw problem(number, e);
    }
  }

  /** Checks that there is nothing behind the last row. */
  void end(int number) throws UnreadableRowException {
    boolean more;
    try {
      more = entered().read() >= 0;
    } catch (IOException | RuntimeException e) {
      throw problem(number, e); // such as a compressed file whose checksum is cut off
    }
    if (more) {
      throw new UnreadableRowException(
          numbering + number, "more bytes", "the end after " + file.declared());
    }
  }

  private DataInputStream entered() throws IOException {
    if (in == null) {
      in = new DataInputStream(InputFiles.open(hadoop, new Path(file.path())));
      long before = file.header().length() + (long) from * row.length;
      // Step by step: Hadoop's unpacking never returns from some steps of 2³² bytes and more.
      for (long skipped = 0; skipped < before; skipped += STEP) {
        in.skipNBytes(Math.min(STEP, before - skipped));
      }
    }
    return in;
  }

  private UnreadableRowException problem(int number, Exception error) {
    String found = ReadProblem.lasting(error);
    if (found == null) {
      throw error instanceof RuntimeException other
          ? other
          : new UncheckedIOException(file.path(), (IOException) error);
    }
    return new UnreadableRowException(
        numbering + number,
        found,
        error instanceof EOFException ? file.declared() : ReadProblem.expected(error));
  }

  void close() {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.path(), e);
    }
  }
}
