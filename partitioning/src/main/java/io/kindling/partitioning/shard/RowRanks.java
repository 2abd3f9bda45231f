package io.kindling.partitioning.shard;

import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.RawBlock;
import java.io.Serializable;

/**
 * Tells of each row of a block which rank it has among those that are kept: see {@link
 * ShardAssignment}.
 */
final class RowRanks implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ShardAssignment assignment;
  private final RowPlan plan;
  private final boolean dropsUnlabelled;
  private final RowPositions positions;

  RowRanks(
      ShardAssignment assignment, RowPlan plan, boolean dropsUnlabelled, RowPositions positions) {
    this.assignment = assignment;
    this.plan = plan;
    this.dropsUnlabelled = dropsUnlabelled;
    this.positions = positions;
  }

  /** Is told a row that is kept. */
  @FunctionalInterface
  interface Visitor {
    /** A row of the block, and its rank. */
    void visit(RowCells cells, int row, long rank);
  }

  /**
   * Goes through the rows of a block.
   *
   * @param place of the block among all
   */
  void visit(RawBlock block, int place, Visitor visitor) {
    RowPositions.InBlock numbering = positions.in(place);
    RowCells cells = new RowCells(plan, block);
    for (int row = 0; row < cells.rows(); row++) {
      if (!dropsUnlabelled || cells.isLabelled(row)) {
        long position = numbering.next(cells.targets() == 0 ? 0 : cells.target(row, 0));
        long rank = position < 0 ? -1 : assignment.rank(position);
        if (rank >= 0) {
          visitor.visit(cells, row, rank);
        }
      }
    }
  }
}
