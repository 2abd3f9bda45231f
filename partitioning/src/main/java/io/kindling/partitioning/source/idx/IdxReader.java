package io.kindling.partitioning.source.idx;

import io.kindling.partitioning.source.SourceRow;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.ReadProblem;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Reads a range of rows from a pair of IDX files, on an executor. */
final class IdxReader implements FlatMapFunction<IdxRange, SourceRow> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final File features;
  private final @Nullable File labels;

  IdxReader(Broadcast<SerializableConfiguration> hadoop, File features, @Nullable File labels) {
    this.hadoop = hadoop;
    this.features = features;
    this.labels = labels;
  }

  /** A file: what the user calls it, where it is, what its header says. */
  record File(String name, String path, IdxHeader header) implements Serializable {}

  @Override
  public Iterator<SourceRow> call(IdxRange range) {
    return new Rows(range);
  }

  private final class Rows implements Iterator<SourceRow> {
    private final IdxRange range;
    private final Column rows;
    private final @Nullable Column targets;
    private int next;
    private @Nullable SourceRow problem;
    private boolean ended;

    Rows(IdxRange range) {
      this.range = range;
      this.next = range.from();
      this.rows = new Column(features);
      this.targets = labels == null ? null : new Column(labels);
    }

    @Override
    public boolean hasNext() {
      return !ended && (next < range.to() || goesOn());
    }

    /** Past the last row of the file, whether there is more: one element then says so. */
    private boolean goesOn() {
      if (problem == null && next == features.header().rows()) {
        problem = rows.tooLong();
        if (problem == null && targets != null) {
          problem = targets.tooLong();
        }
      }
      return problem != null;
    }

    @Override
    public SourceRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SourceRow row = problem == null ? read() : problem;
      ended = row.problem() != null;
      next++;
      return row;
    }

    private SourceRow read() {
      SourceRow bad = rows.read();
      if (bad == null && targets != null) {
        bad = targets.read();
      }
      if (bad != null) {
        return bad;
      }
      byte[] values = rows.bytes.clone();
      return targets == null
          ? SourceRow.ofBytes(rows.file.name(), next, values)
          : SourceRow.ofBytes(targets.file.name(), next, values, targets.bytes[0] & 0xff);
    }

    /** One of the two files, read row by row from the start of the range. */
    private final class Column {
      private final File file;
      private @Nullable DataInputStream in;
      private final byte[] bytes;

      Column(File file) {
        this.file = file;
        this.bytes = new byte[file.header().rowSize()];
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> close());
      }

      /** Reads the next row; what is wrong when there is none. */
      @Nullable SourceRow read() {
        try {
          entered().readFully(bytes);
          return null;
        } catch (IOException | RuntimeException e) {
          return problem(e);
        }
      }

      private DataInputStream entered() throws IOException {
        if (in == null) {
          in = new DataInputStream(InputFiles.open(hadoop.value().value(), new Path(file.path())));
          in.skipNBytes(file.header().length() + (long) range.from() * bytes.length);
        }
        return in;
      }

      private SourceRow problem(Exception error) {
        String found = ReadProblem.lasting(error);
        if (found == null) {
          throw error instanceof RuntimeException other
              ? other
              : new UncheckedIOException(file.path(), (IOException) error);
        }
        String expected =
            error instanceof EOFException ? asDeclared() : ReadProblem.expected(error);
        return SourceRow.bad(file.name(), next, found, expected);
      }

      @Nullable SourceRow tooLong() {
        try {
          return entered().read() < 0
              ? null
              : SourceRow.bad(file.name(), next, "more bytes", "the end after " + asDeclared());
        } catch (IOException | RuntimeException e) {
          return problem(e); // such as a compressed file whose checksum is cut off
        }
      }

      private String asDeclared() {
        return "%s rows of %s bytes, as its header says"
            .formatted(file.header().rows(), bytes.length);
      }

      private void close() {
        try {
          if (in != null) {
            in.close();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(file.path(), e);
        }
      }
    }
  }
}
