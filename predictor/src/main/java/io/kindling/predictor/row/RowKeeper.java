package io.kindling.predictor.row;

import io.kindling.predictor.column.Origins;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps rows for a model that is known, some at a time and where they are, no matter which rows
 * there are besides. A row that would be refused in a file is refused alone. For one thread.
 *
 * @param <R> a row
 */
public final class RowKeeper<R> {
  private final Cells<R> cells;
  private final BlockBuilder builder;
  private final RowPlan plan;
  private final RowFaults faults;
  private final Origins origins;
  private final float[] kept;

  /**
   * A keeper.
   *
   * @param cells gives the cells of rows
   * @param builder of blocks of them
   * @param origins what is taken off the numbers
   */
  public RowKeeper(
      Cells<R> cells, BlockBuilder builder, RowPlan plan, RowFaults faults, Origins origins) {
    this.cells = cells;
    this.builder = builder;
    this.plan = plan;
    this.faults = faults;
    this.origins = origins;
    this.kept = new float[plan.width()];
  }

  /** Gives the cells of a row. */
  @FunctionalInterface
  public interface Cells<R> {
    /**
     * Gives every cell of a row to a builder, and ends it.
     *
     * @param index of the row, which is its position, too
     * @throws UnreadableRowException when a cell can be none of its column
     */
    void read(R row, int index, BlockBuilder builder) throws UnreadableRowException;
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

  /**
   * Keeps the first {@code count} rows whose indices are given. Nothing but their cells is asked
   * for meanwhile.
   */
  public void keep(List<? extends R> rows, int[] indices, int count, Taker taker) {
    for (int from = 0; from < count; from += builder.room()) {
      int[] some = Arrays.copyOfRange(indices, from, Math.min(count, from + builder.room()));
      if (!keepBlock(rows, some, taker)) {
        for (int row : some) {
          keepAlone(rows.get(row), row, taker);
        }
      }
    }
  }

  /** Keeps rows as one block, unless something is wrong with one of them. */
  private boolean keepBlock(List<? extends R> rows, int[] some, Taker taker) {
    try {
      for (int row : some) {
        cells.read(rows.get(row), row, builder);
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

  private void keepAlone(R row, int index, Taker taker) {
    BadRow bad = null;
    try {
      cells.read(row, index, builder);
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
