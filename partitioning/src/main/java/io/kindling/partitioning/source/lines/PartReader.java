package io.kindling.partitioning.source.lines;

import io.kindling.partitioning.source.file.ReadProblem;
import io.kindling.partitioning.table.BlockIterator;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one part of a file. What would go wrong again in another try becomes a bad row;
 * other errors fail the task.
 */
final class PartReader extends BlockIterator implements Closeable {
  private final Configuration configuration;
  private final LineTable.Reading reading;
  private final FilePart part;
  private @Nullable TextFile file;
  private RowReader rows = RowReader.NOTHING;
  private @Nullable UnreadableRowException unreadable;

  PartReader(Configuration configuration, LineTable.Reading reading, FilePart part) {
    this.configuration = configuration;
    this.reading = reading;
    this.part = part;
  }

  @Override
  protected BlockBuilder builder() {
    long start = part.start();
    try {
      TextFile opened =
          TextFile.open(
              configuration,
              new Path(part.path()),
              Optional.ofNullable(reading.encoding()),
              reading.format().takesEncoding());
      file = opened;
      Optional<Long> first = opened.start(part);
      if (first.isPresent()) {
        start = first.get();
        rows = reading.format().rows(opened, part);
      }
    } catch (UnreadableRowException e) {
      unreadable = e;
    } catch (IOException e) {
      unreadable = problem(e);
    }
    return new BlockBuilder(part.path(), start, reading.columns(), reading.rules());
  }

  @Override
  protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
    if (unreadable != null) {
      throw unreadable;
    }
    int firstKey = reading.columns().size() - part.keys().size();
    for (int i = 0; i < part.keys().size(); i++) {
      builder.text(firstKey + i, part.keys().get(i));
    }
    try {
      if (rows.readRow(builder)) {
        return true;
      }
      close();
      return false;
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private UnreadableRowException problem(IOException error) {
    if (error instanceof MalformedTextException malformed) {
      return new UnreadableRowException(
          lineOfError(), malformed.found(), malformed.expected(reading.format().takesEncoding()));
    }
    String found = ReadProblem.lasting(error);
    if (found == null) {
      throw new UncheckedIOException(error);
    }
    return new UnreadableRowException(BadRow.WHOLE_UNIT, found, ReadProblem.expected(error));
  }

  /** In which line of the part the bytes stand that cannot be decoded. */
  private long lineOfError() {
    try (TextFile again =
            TextFile.open(
                configuration,
                new Path(part.path()),
                Optional.ofNullable(reading.encoding()),
                reading.format().takesEncoding());
        Reader text = again.text(part)) {
      return LineBreaks.countReadable(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnreadableRowException e) {
      throw new IllegalStateException(e); // it was text when it was opened before
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
