package io.kindling.partitioning.reading;

import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.RawBlock;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/** Gives the features of each row as they are kept. */
final class ToKept implements FlatMapFunction<Iterator<RawBlock>, float[]> {
  private static final long serialVersionUID = 1L;

  private final RowPlan plan;
  private final Origins origins;

  ToKept(RowPlan plan, Origins origins) {
    this.plan = plan;
    this.origins = origins;
  }

  @Override
  public Iterator<float[]> call(Iterator<RawBlock> blocks) {
    return new Iterator<>() {
      private @Nullable RowCells cells;
      private int row;

      @Override
      public boolean hasNext() {
        while ((cells == null || row == cells.rows()) && blocks.hasNext()) {
          cells = new RowCells(plan, blocks.next());
          row = 0;
        }
        return cells != null && row < cells.rows();
      }

      @Override
      public float[] next() {
        if (!hasNext() || cells == null) {
          throw new NoSuchElementException();
        }
        double[] numbers = cells.features(row++);
        float[] kept = new float[numbers.length];
        origins.toFloats(numbers, kept, 0);
        return kept;
      }
    };
  }
}
