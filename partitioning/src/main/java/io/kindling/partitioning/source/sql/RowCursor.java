package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.Objects;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Goes through what a task reads, batches or rows, row by row, and knows which file it is in. */
final class RowCursor {
  private final Iterator<Object> read;
  private @Nullable ColumnarBatch batch;
  private int place; // of the row in the batch
  private @Nullable InternalRow row;
  private @Nullable FilePart part;
  private @Nullable String problem;
  private UTF8String file = UTF8String.EMPTY_UTF8;
  private long start = -1;
  private boolean ended;

  RowCursor(Iterator<Object> read) {
    this.read = read;
  }

  /** Goes to the next row, or to what could not be read, behind which there is nothing. */
  void advance() {
    if (ended) {
      return;
    }
    if (problem != null) {
      end();
      return;
    }
    if (batch != null && ++place < batch.numRows()) {
      row = batch.getRow(place);
      return;
    }
    batch = null;
    while (true) {
      Object next;
      try {
        next = read.hasNext() ? read.next() : null;
      } catch (Exception e) { // Scala throws checked ones where Java sees none
        fail(e);
        return;
      }
      if (next == null) {
        end();
        return;
      }
      enter();
      if (next instanceof InternalRow single) {
        row = single;
        return;
      }
      ColumnarBatch rows = (ColumnarBatch) next;
      if (rows.numRows() > 0) {
        batch = rows;
        place = 0;
        row = rows.getRow(0);
        return;
      }
    }
  }

  /** The part of a file that is read; the same object until it is another one, null at the end. */
  @Nullable FilePart part() {
    return part;
  }

  /** The row. */
  InternalRow row() {
    return Objects.requireNonNull(row);
  }

  /** The batch that the row is in; null where Spark gives single rows. */
  @Nullable ColumnarBatch batch() {
    return batch;
  }

  /** Which row of the batch it is. */
  int placeInBatch() {
    return place;
  }

  /**
   * Checks that there is a row.
   *
   * @throws UnreadableRowException when Spark could not read it
   */
  void checkRead() throws UnreadableRowException {
    if (problem != null) {
      throw new UnreadableRowException(BadRow.WHOLE_UNIT, problem, SqlProblem.EXPECTED);
    }
  }

  private void enter() {
    if (part == null || !FilePart.isCurrent(file, start)) {
      file = InputFileBlockHolder.getInputFilePath();
      start = InputFileBlockHolder.getStartOffset();
      part = FilePart.current();
    }
  }

  private void fail(Exception error) {
    String found = SqlProblem.lasting(error);
    if (found == null) {
      throw error instanceof RuntimeException other
          ? other
          : new IllegalStateException(error.getMessage(), error);
    }
    enter();
    problem = found;
  }

  private void end() {
    ended = true;
    part = null;
    problem = null;
    batch = null;
  }
}
