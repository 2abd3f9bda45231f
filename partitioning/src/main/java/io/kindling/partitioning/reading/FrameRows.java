package io.kindling.partitioning.reading;

import io.kindling.partitioning.source.sql.FrameCells;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowFaults;
import io.kindling.predictor.row.RowKeeper;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Reads rows of a DataFrame for a model that is known, some at a time and where they are, no matter
 * which rows there are besides. A row that {@link TableReader} would refuse is refused alone. Goes
 * to tasks; {@link FrameColumns} makes it.
 */
public final class FrameRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FrameCells cells;
  private final ArrayList<RawColumn> columns;
  private final CellRules rules;
  private final RowPlan plan;
  private final RowFaults faults;
  private final Origins origins;

  FrameRows(
      FrameCells cells,
      List<RawColumn> columns,
      CellRules rules,
      RowPlan plan,
      RowFaults faults,
      Origins origins) {
    this.cells = cells;
    this.columns = new ArrayList<>(columns);
    this.rules = rules;
    this.plan = plan;
    this.faults = faults;
    this.origins = origins;
  }

  /** Reads rows; for one task. */
  public Reader reader() {
    return new Reader();
  }

  /** Reads rows, block by block. */
  public final class Reader {
    private final FrameCells.Reader cellsOfRows = cells.reader();
    private final RowKeeper<Row> keeper =
        new RowKeeper<>(
            cellsOfRows::read, new BlockBuilder("", 0, columns, rules), plan, faults, origins);
    private final float[] kept = new float[plan.width()];

    private Reader() {}

    /** Reads rows. Nothing but their cells is asked for meanwhile. */
    public void read(List<Row> rows, RowKeeper.Taker taker) {
      int[] others = new int[rows.size()];
      int count = 0;
      for (int row = 0; row < rows.size(); row++) {
        if (isPlain(rows.get(row))) {
          taker.kept(row, kept);
        } else {
          others[count++] = row;
        }
      }
      keeper.keep(rows, others, count, taker);
    }

    /**
     * Keeps a row of nothing but ordinary numbers in a dense vector. By blocks, the way of all
     * other rows, it would be copied seven times, which took longer than a network of one hidden
     * layer.
     */
    private boolean isPlain(Row row) {
      double[] numbers = faults.looksAtCategories() ? null : cellsOfRows.dense(row);
      if (numbers == null || numbers.length != kept.length) {
        return false;
      }
      for (double number : numbers) {
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
          return false;
        }
      }
      origins.toFloats(numbers, kept, 0);
      return true;
    }
  }
}
