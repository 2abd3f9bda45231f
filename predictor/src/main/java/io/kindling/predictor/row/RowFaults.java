package io.kindling.predictor.row;

import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DateFormat;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.SparseChunk;
import io.kindling.predictor.table.TextChunk;
import io.kindling.predictor.table.VectorChunk;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the features of rows, looked at where they are: what is found in a whole
 * source before its rows are used. Goes to tasks.
 */
public final class RowFaults implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RowPlan plan;
  private final ArrayList<String> columns; // of the table
  private final ArrayList<ColumnKind> kinds; // of the plan's columns
  private final ArrayList<String> features; // their names, or none
  private final boolean fills;
  private final CategoryRule rule;

  /**
   * Faults.
   *
   * @param columns of the table
   * @param decided what the plan's columns are
   * @param features the names of the values in a row, or none
   * @param fills whether something stands for what is missing
   */
  public RowFaults(
      RowPlan plan,
      List<RawColumn> columns,
      List<Column> decided,
      List<String> features,
      boolean fills,
      CategoryRule rule) {
    this.plan = plan;
    this.columns = new ArrayList<>(columns.stream().map(RawColumn::name).toList());
    this.kinds = new ArrayList<>(decided.stream().map(Column::kind).toList());
    this.features = new ArrayList<>(features);
    this.fills = fills;
    this.rule = rule;
  }

  /** Whether there are numbers of categories, of which not all numbers are such. */
  public boolean looksAtCategories() {
    return !rule.isEmpty();
  }

  /** What is wrong with one of the rows of a block; null where nothing is. */
  public @Nullable ValueFault find(RawBlock block, RowCells cells) {
    for (int i = 0; i < plan.featureColumns(); i++) {
      boolean seen = i > 0 && plan.feature(i) == plan.feature(i - 1); // another part of its dates
      ValueFault fault =
          seen ? null : find(block, block.column(plan.feature(i)), plan.feature(i), kinds.get(i));
      if (fault != null) {
        return fault;
      }
    }
    for (int row = 0; row < cells.rows() && looksAtCategories(); row++) {
      double[] values = cells.features(row);
      int odd = rule.odd(values);
      if (odd != CategoryRule.NONE) {
        return rule.fault(TableColumns.featureName(features, odd), odd, values[odd]);
      }
    }
    return null;
  }

  private @Nullable ValueFault find(
      RawBlock block, ColumnChunk chunk, int column, ColumnKind kind) {
    String name = columns.get(column);
    if (chunk instanceof NumberChunk numbers) {
      return inNumbers(numbers, block.rows(), name);
    } else if (chunk instanceof TextChunk texts) {
      return inTexts(texts, block.rows(), name, kind);
    } else if (chunk instanceof VectorChunk vectors) {
      return inVectors(vectors.values(), index -> index % vectors.width(), name);
    } else if (chunk instanceof SparseChunk sparse) {
      return inVectors(sparse.values(), index -> sparse.indices()[index], name);
    }
    return null; // bytes
  }

  private @Nullable ValueFault inNumbers(NumberChunk numbers, int rows, String name) {
    String stray = numbers.stray();
    if (stray != null) {
      return ValueFault.noNumber(name, stray);
    }
    for (int row = 0; row < rows && !fills && !numbers.areBytes(); row++) {
      if (Double.isNaN(numbers.number(row))) {
        return ValueFault.missingNumber(name);
      }
    }
    return null;
  }

  private @Nullable ValueFault inTexts(TextChunk texts, int rows, String name, ColumnKind kind) {
    if (!(kind instanceof Bool || kind instanceof Date)) {
      return null; // any text is of a category, of none, or of a bucket
    }
    for (String text : texts.distinct()) {
      if (kind instanceof Bool && Double.isNaN(Bool.number(text))) {
        return ValueFault.noTruth(name, text);
      }
      if (kind instanceof Date date && DateFormat.of(date.format()).read(text) == null) {
        return ValueFault.noDate(name, text, date.format());
      }
    }
    for (int row = 0; row < rows && !fills; row++) {
      if (texts.code(row) == TextChunk.MISSING) {
        return ValueFault.missingText(name, kind);
      }
    }
    return null;
  }

  /** Numbers that are too large for float32 have not been read. */
  private @Nullable ValueFault inVectors(double[] values, Place place, String name) {
    for (int i = 0; i < values.length && !fills; i++) {
      if (Double.isNaN(values[i])) {
        return ValueFault.odd(values[i], place.of(i)).inColumn(name);
      }
    }
    return null;
  }

  /** The place in its row of a value in an array of those of all rows. */
  @FunctionalInterface
  private interface Place {
    int of(int index);
  }
}
