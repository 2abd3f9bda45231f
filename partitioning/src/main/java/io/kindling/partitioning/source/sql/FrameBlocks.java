package io.kindling.partitioning.source.sql;

import io.kindling.partitioning.table.BlockIterator;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Makes blocks of a partition of a frame. −0 becomes 0: they are the same in the order of rows, so
 * which of two comes first is left to chance.
 */
final class FrameBlocks implements Function2<Integer, Iterator<InternalRow>, Iterator<RawBlock>> {
  private static final long serialVersionUID = 1L;

  private final SqlCells cells;
  private final List<RawColumn> columns;
  private final CellRules rules;

  FrameBlocks(SqlCells cells, List<RawColumn> columns, CellRules rules) {
    this.cells = cells;
    this.columns = columns;
    this.rules = rules;
  }

  @Override
  public Iterator<RawBlock> call(Integer partition, Iterator<InternalRow> rows) {
    return new BlockIterator() {
      private long position;

      @Override
      protected BlockBuilder builder() {
        return new BlockBuilder("", partition, columns, rules).withUnsignedZeros();
      }

      @Override
      protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
        if (!rows.hasNext()) {
          return false;
        }
        cells.readRow(rows.next(), position, builder);
        builder.endRow(position++);
        return true;
      }
    };
  }
}
