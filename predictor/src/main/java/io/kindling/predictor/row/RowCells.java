package io.kindling.predictor.row;

import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.SkippedChunk;
import io.kindling.predictor.table.SparseChunk;
import io.kindling.predictor.table.TextChunk;
import org.jspecify.annotations.Nullable;

/** The rows of a block as a plan has them: features, targets and weight. Lives within one task. */
public final class RowCells {
  private final RowPlan plan;
  private final RawBlock block;
  private final FeatureRows features;
  private final double[][] targetsOfTexts;

  /** The rows of {@code block}. */
  public RowCells(RowPlan plan, RawBlock block) {
    this.plan = plan;
    this.block = block;
    this.features = new FeatureRows(plan, block);
    this.targetsOfTexts = new double[plan.targets()][];
    for (int i = 0; i < targetsOfTexts.length; i++) {
      TargetCode code = plan.code(i);
      targetsOfTexts[i] =
          block.column(plan.target(i)) instanceof TextChunk texts
              ? texts.distinct().stream().mapToDouble(code::ofText).toArray()
              : new double[0];
    }
  }

  /** The number of rows. */
  public int rows() {
    return block.rows();
  }

  /** The sparse rows, where these are all features; otherwise null. */
  public @Nullable SparseChunk sparse() {
    return features.sparse();
  }

  /**
   * The features of a row: a number each, a bucket, or a category's number; NaN where one is
   * missing. The array is used again for later rows.
   */
  public double[] features(int row) {
    return features.row(row);
  }

  /**
   * Writes the features of a row whose features are all unsigned bytes to {@code into[offset …]}.
   */
  public void bytes(int row, byte[] into, int offset) {
    features.bytes(row, into, offset);
  }

  /** How many targets a row has. */
  public int targets() {
    return targetsOfTexts.length;
  }

  /** A target of a row: a number, or that of a class; NaN where there is no label. */
  public double target(int row, int index) {
    ColumnChunk chunk = block.column(plan.target(index));
    if (chunk instanceof TextChunk texts) {
      int code = texts.code(row);
      return code < 0 ? Double.NaN : targetsOfTexts[index][code];
    }
    double number = ((NumberChunk) chunk).number(row);
    return Double.isNaN(number) ? number : plan.code(index).ofNumber(number);
  }

  /** Whether a row has all its labels. */
  public boolean isLabelled(int row) {
    for (int i = 0; i < targetsOfTexts.length; i++) {
      if (Double.isNaN(target(row, i))) {
        return false;
      }
    }
    return true;
  }

  /** The label that stands for a target, as a person reads it. */
  public String label(int row, int index) {
    ColumnChunk chunk = block.column(plan.target(index));
    if (chunk instanceof TextChunk texts) {
      return "'" + texts.text(row) + "'";
    }
    return text((float) ((NumberChunk) chunk).number(row));
  }

  /** A number as a person reads it. */
  public static String text(float number) {
    return number == (int) number ? Integer.toString((int) number) : Float.toString(number);
  }

  /** What a row counts for; NaN where that is missing. */
  public double weight(int row) {
    if (!plan.isWeighted()) {
      return 1;
    }
    ColumnChunk chunk = block.column(plan.weight());
    return chunk instanceof SkippedChunk ? 1 : ((NumberChunk) chunk).number(row);
  }
}
