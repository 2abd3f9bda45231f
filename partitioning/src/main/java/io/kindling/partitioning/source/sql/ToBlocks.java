package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.table.BlockIterator;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks of what a task reads. Spark puts parts of several files into one task, in any order:
 * each part becomes blocks of its own.
 */
final class ToBlocks implements FlatMapFunction<Iterator<Object>, RawBlock> {
  private static final long serialVersionUID = 1L;

  private final SqlCells cells;
  private final List<RawColumn> columns;
  private final CellRules rules;

  ToBlocks(SqlCells cells, List<RawColumn> columns, CellRules rules) {
    this.cells = cells;
    this.columns = columns;
    this.rules = rules;
  }

  @Override
  public Iterator<RawBlock> call(Iterator<Object> read) {
    RowCursor cursor = new RowCursor(read);
    return new Iterator<>() {
      private @Nullable FilePart part;
      private Iterator<RawBlock> blocks = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!blocks.hasNext()) {
          if (part == null) {
            cursor.advance();
          }
          while (part != null && part.equals(cursor.part())) {
            cursor.advance(); // behind a row that could not be read
          }
          part = cursor.part();
          if (part == null) {
            return false;
          }
          blocks = new PartBlocks(cursor, part);
        }
        return true;
      }

      @Override
      public RawBlock next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return blocks.next();
      }
    };
  }

  private final class PartBlocks extends BlockIterator {
    private final RowCursor cursor;
    private final FilePart part;
    private double[] scratch = new double[0];
    private long position;

    PartBlocks(RowCursor cursor, FilePart part) {
      this.cursor = cursor;
      this.part = part;
    }

    @Override
    protected BlockBuilder builder() {
      return new BlockBuilder(part.file(), part.start(), columns, rules);
    }

    @Override
    protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
      if (!part.equals(cursor.part())) {
        return false;
      }
      cursor.checkRead();
      ColumnarBatch batch = cursor.batch();
      if (batch == null) {
        readCells(true, builder);
      } else {
        readBatch(batch, builder);
      }
      return true;
    }

    private void readBatch(ColumnarBatch batch, BlockBuilder builder)
        throws UnreadableRowException {
      int first = cursor.placeInBatch();
      int count = Math.min(batch.numRows() - first, builder.room());
      if (scratch.length < count) {
        scratch = new double[count];
      }
      try {
        cells.readNumbers(batch, first, count, scratch, builder);
      } catch (RuntimeException e) {
        throw SqlProblem.unreadable(e, BadRow.WHOLE_UNIT);
      }
      for (int i = 0; i < count; i++) {
        readCells(false, builder);
      }
    }

    /** The row, or the cells that are left of it. */
    private void readCells(boolean all, BlockBuilder builder) throws UnreadableRowException {
      try {
        if (all) {
          cells.readRow(cursor.row(), position, builder);
        } else {
          cells.readOthers(cursor.row(), position, builder);
        }
      } catch (RuntimeException e) {
        throw SqlProblem.unreadable(e, position);
      }
      builder.endRow(position++);
      cursor.advance();
    }
  }
}
