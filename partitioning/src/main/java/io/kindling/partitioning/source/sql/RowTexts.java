package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.TextChunk;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/** What stands in some columns of one row of a partition, as texts. */
final class RowTexts implements FlatMapFunction<Iterator<InternalRow>, String> {
  private static final long serialVersionUID = 1L;

  private final SqlCells cells;
  private final List<RawColumn> columns;
  private final long position;

  /**
   * @param columns of texts
   * @param position of the row in the partition, from 0
   */
  RowTexts(SqlCells cells, List<RawColumn> columns, long position) {
    this.cells = cells;
    this.columns = columns;
    this.position = position;
  }

  @Override
  public Iterator<String> call(Iterator<InternalRow> rows) throws UnreadableRowException {
    for (long i = 0; i < position && rows.hasNext(); i++) {
      rows.next();
    }
    if (!rows.hasNext()) {
      return Stream.<String>of().iterator();
    }
    BlockBuilder row = new BlockBuilder("", 0, columns, CellRules.NONE);
    cells.readRow(rows.next(), position, row);
    row.endRow(position);
    return row.build(null).columns().stream().map(column -> text((TextChunk) column)).iterator();
  }

  private static String text(TextChunk column) {
    return column.code(0) == TextChunk.MISSING ? "null" : column.text(0);
  }
}
