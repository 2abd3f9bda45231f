package io.kindling.partitioning.reading;

import io.kindling.partitioning.column.Origins;
import io.kindling.partitioning.source.sql.FrameCells;
import io.kindling.partitioning.table.BadRow;
import io.kindling.partitioning.table.BlockBuilder;
import io.kindling.partitioning.table.CellRules;
import io.kindling.partitioning.table.RawBlock;
import io.kindling.partitioning.table.RawColumn;
import io.kindling.partitioning.table.UnreadableRowException;
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

  /** Is given what becomes of each row, in their order. */
  public interface Taker {
    /**
     * Takes a row as it is kept.
     *
     * @param row its index
     * @param features used again for later rows
     */
    void kept(int row, float[] features);

    /**
     * Takes what is wrong with a row.
     *
     * @param row its index, which is the position, too
     */
    void bad(int row, BadRow found);
  }

  /** Reads rows; for one task. */
  public Reader reader() {
    return new Reader();
  }

  /** Reads rows, block by block. */
  public final class Reader {
    private final FrameCells.Reader cellsOfRows = cells.reader();
    private final BlockBuilder builder = new BlockBuilder("", 0, columns, rules);
    private final float[] kept = new float[plan.width()];

    private Reader() {}

    /** Reads rows. Nothing but their cells is asked for meanwhile. */
    public void read(List<Row> rows, Taker taker) {
      for (int from = 0; from < rows.size(); from += builder.room()) {
        int to = Math.min(rows.size(), from + builder.room());
        if (!read(rows, from, to, taker)) {
          for (int row = from; row < to; row++) {
            readAlone(rows.get(row), row, taker);
          }
        }
      }
    }

    /** Reads rows as one block, unless something is wrong with one of them. */
    private boolean read(List<Row> rows, int from, int to, Taker taker) {
      try {
        for (int row = from; row < to; row++) {
          cellsOfRows.read(rows.get(row), row, builder);
        }
      } catch (UnreadableRowException e) {
        builder.build(null); // so that it is empty
        return false;
      }
      RawBlock block = builder.build(null);
      RowCells read = new RowCells(plan, block);
      if (faults.find(block, read) != null) {
        return false;
      }
      give(read, from, taker);
      return true;
    }

    private void readAlone(Row row, int index, Taker taker) {
      BadRow bad = null;
      try {
        cellsOfRows.read(row, index, builder);
      } catch (UnreadableRowException e) {
        bad = e.row();
      }
      RawBlock block = builder.build(null);
      if (bad == null) {
        RowCells read = new RowCells(plan, block);
        ValueFault fault = faults.find(block, read);
        if (fault == null) {
          give(read, index, taker);
          return;
        }
        bad = new BadRow(index, fault.found(), fault.expected());
      }
      taker.bad(index, bad);
    }

    private void give(RowCells read, int from, Taker taker) {
      for (int row = 0; row < read.rows(); row++) {
        origins.toFloats(read.features(row), kept, 0);
        taker.kept(from + row, kept);
      }
    }
  }
}
