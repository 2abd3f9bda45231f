package io.kindling.partitioning.reading;

import io.kindling.partitioning.source.sql.FrameCells;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.RowFaults;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.row.ValueFault;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Is given what becomes of each row; rows with which something is wrong in their order. */
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
      int[] others = new int[rows.size()];
      int count = 0;
      for (int row = 0; row < rows.size(); row++) {
        if (isPlain(rows.get(row))) {
          taker.kept(row, kept);
        } else {
          others[count++] = row;
        }
      }
      for (int from = 0; from < count; from += builder.room()) {
        int[] some = Arrays.copyOfRange(others, from, Math.min(count, from + builder.room()));
        if (!readBlock(rows, some, taker)) {
          for (int row : some) {
            readAlone(rows.get(row), row, taker);
          }
        }
      }
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

    /** Reads rows as one block, unless something is wrong with one of them. */
    private boolean readBlock(List<Row> rows, int[] some, Taker taker) {
      try {
        for (int row : some) {
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
      for (int i = 0; i < some.length; i++) {
        give(read, i, some[i], taker);
      }
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
          give(read, 0, index, taker);
          return;
        }
        bad = new BadRow(index, fault.found(), fault.expected());
      }
      taker.bad(index, bad);
    }

    private void give(RowCells read, int place, int row, Taker taker) {
      origins.toFloats(read.features(place), kept, 0);
      taker.kept(row, kept);
    }
  }
}
