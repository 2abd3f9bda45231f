package io.kindling.partitioning.reading;

import io.kindling.partitioning.table.ByteChunk;
import io.kindling.partitioning.table.ColumnChunk;
import io.kindling.partitioning.table.NumberChunk;
import io.kindling.partitioning.table.RawBlock;
import io.kindling.partitioning.table.SkippedChunk;
import io.kindling.partitioning.table.SparseChunk;
import io.kindling.partitioning.table.TextChunk;
import io.kindling.partitioning.table.VectorChunk;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a block as a plan has them: features, targets and weight. Lives within one task. */
public final class RowCells {
  private final RowPlan plan;
  private final RawBlock block;
  private final ColumnChunk[] features;
  private final double[][] featuresOfTexts;
  private final double[][] targetsOfTexts;
  private final double[] scratch;

  /** The rows of {@code block}. */
  public RowCells(RowPlan plan, RawBlock block) {
    this.scratch = new double[plan.width()];
    this.plan = plan;
    this.block = block;
    this.features = new ColumnChunk[plan.featureColumns()];
    this.featuresOfTexts = new double[features.length][];
    for (int i = 0; i < features.length; i++) {
      features[i] = block.column(plan.feature(i));
      TextValues values = plan.texts(i);
      featuresOfTexts[i] =
          features[i] instanceof TextChunk texts ? numbersOf(texts, values) : new double[0];
    }
    this.targetsOfTexts = new double[plan.targets()][];
    for (int i = 0; i < targetsOfTexts.length; i++) {
      TargetCode code = plan.code(i);
      targetsOfTexts[i] =
          block.column(plan.target(i)) instanceof TextChunk texts
              ? texts.distinct().stream().mapToDouble(code::ofText).toArray()
              : new double[0];
    }
  }

  /** What each distinct text is kept as; behind them, what nothing is. */
  private static double[] numbersOf(TextChunk texts, TextValues values) {
    List<String> distinct = texts.distinct();
    int count = distinct.size();
    double[] numbers = new double[count + 1];
    for (int i = 0; i < count; i++) {
      numbers[i] = values.number(distinct.get(i));
    }
    numbers[count] = values.number(null);
    return numbers;
  }

  /** The number of rows. */
  public int rows() {
    return block.rows();
  }

  /** The rows of bytes, row-major, where these are all features; otherwise null. Shared. */
  public byte @Nullable [] bytes() {
    return features.length == 1 && features[0] instanceof ByteChunk bytes ? bytes.values() : null;
  }

  /** The sparse rows, where these are all features; otherwise null. */
  public @Nullable SparseChunk sparse() {
    return features.length == 1 && features[0] instanceof SparseChunk sparse ? sparse : null;
  }

  /**
   * The features of a row: a number each, a bucket, or a category's number; NaN where one is
   * missing. The array is the same for all rows.
   */
  public double[] features(int row) {
    double[] into = scratch;
    int place = 0;
    for (int i = 0; i < features.length; i++) {
      ColumnChunk chunk = features[i];
      if (chunk instanceof NumberChunk numbers) {
        into[place++] = numbers.number(row);
      } else if (chunk instanceof TextChunk texts) {
        int code = texts.code(row);
        double[] ofTexts = featuresOfTexts[i];
        into[place++] = ofTexts[code < 0 ? ofTexts.length - 1 : code];
      } else {
        place = several(chunk, row, into, place);
      }
    }
    return into;
  }

  private static int several(ColumnChunk chunk, int row, double[] into, int place) {
    if (chunk instanceof VectorChunk vectors) {
      System.arraycopy(vectors.values(), row * vectors.width(), into, place, vectors.width());
      return place + vectors.width();
    }
    if (chunk instanceof ByteChunk bytes) {
      for (int i = 0; i < bytes.width(); i++) {
        into[place + i] = bytes.values()[row * bytes.width() + i] & 0xff;
      }
      return place + bytes.width();
    }
    if (chunk instanceof SparseChunk sparse) {
      Arrays.fill(into, place, place + sparse.width(), 0);
      for (int i = sparse.start(row); i < sparse.start(row + 1); i++) {
        into[place + sparse.indices()[i]] = sparse.values()[i];
      }
      return place + sparse.width();
    }
    throw new IllegalStateException("a feature that was not read: " + chunk);
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
  String label(int row, int index) {
    ColumnChunk chunk = block.column(plan.target(index));
    if (chunk instanceof TextChunk texts) {
      return "'" + texts.text(row) + "'";
    }
    return text((float) ((NumberChunk) chunk).number(row));
  }

  /** A number as a person reads it. */
  static String text(float number) {
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
