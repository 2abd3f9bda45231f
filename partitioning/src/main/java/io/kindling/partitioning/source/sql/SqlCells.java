package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * How the cells of Spark's rows go into a block: each row cell by cell, or, of batches, columns of
 * numbers first and the other cells behind them.
 */
final class SqlCells implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Cell[] all;
  private final NumberColumn[] numbers;
  private final Cell[] others;

  /**
   * @param all cells of a row
   * @param numbers the columns that are read at once where there are batches
   * @param others the cells that are in none of these
   */
  SqlCells(List<Cell> all, List<NumberColumn> numbers, List<Cell> others) {
    this.all = all.toArray(Cell[]::new);
    this.numbers = numbers.toArray(NumberColumn[]::new);
    this.others = others.toArray(Cell[]::new);
  }

  /** Gives all cells of a row to the block. */
  void readRow(InternalRow row, long position, BlockBuilder block) throws UnreadableRowException {
    read(all, row, position, block);
  }

  /**
   * Gives the numbers of some rows to the block.
   *
   * @param first of the rows in the batch
   * @param scratch room for {@code count} values
   */
  void readNumbers(
      ColumnarBatch batch, int first, int count, double[] scratch, BlockBuilder block) {
    for (NumberColumn column : numbers) {
      column.read(batch.column(column.ordinal()), first, count, scratch, block);
    }
  }

  /** Gives the cells of a row that are left then. */
  void readOthers(InternalRow row, long position, BlockBuilder block)
      throws UnreadableRowException {
    read(others, row, position, block);
  }

  private static void read(Cell[] cells, InternalRow row, long position, BlockBuilder block)
      throws UnreadableRowException {
    for (Cell cell : cells) {
      cell.read(row, position, block);
    }
  }
}
