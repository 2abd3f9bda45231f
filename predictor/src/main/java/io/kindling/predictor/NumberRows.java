package io.kindling.predictor;

import io.kindling.kernels.math.FiniteCheck;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.row.CategoryRule;
import io.kindling.predictor.row.ValueFault;
import java.util.List;

/** Rows as arrays of one number for each feature. */
final class NumberRows {
  private static final float NO_CATEGORY = -1;

  private final int features;
  private final boolean fills;
  private final List<Column> columns;
  private final List<String> names;
  private final Origins origins;
  private final CategoryRule rule;

  NumberRows(TrainedModel model, int[] categories) {
    Preprocessing preprocessing = model.preprocessing();
    this.features = preprocessing.features();
    this.fills = preprocessing.missing().fills();
    this.columns = preprocessing.columns();
    this.names = preprocessing.names();
    this.origins = preprocessing.origins();
    this.rule = new CategoryRule(categories, preprocessing.missing());
  }

  /** Numbers in a row. */
  int features() {
    return features;
  }

  /** Whether nothing needs to be looked at in these rows, or changed. */
  boolean arePlain(float[] rows, int from, int to) {
    return origins.isEmpty() && rule.isEmpty() && FiniteCheck.areFinite(rows, from, to);
  }

  /**
   * Keeps the row that starts at {@code rows[from]}.
   *
   * @param index of the row
   * @throws InvalidInputException when there is a number that the model cannot take
   */
  void keep(float[] rows, int from, int index, float[] kept) {
    double[] numbers = new double[features];
    for (int i = 0; i < features; i++) {
      float number = rows[from + i];
      if (Float.isNaN(number) && !columns.isEmpty() && columns.get(i).isOneHot()) {
        number = NO_CATEGORY;
      } else if (Float.isInfinite(number) || (Float.isNaN(number) && !fills)) {
        throw fault(index, ValueFault.odd(number, i));
      }
      numbers[i] = number;
    }
    int odd = rule.odd(numbers);
    if (odd != CategoryRule.NONE) {
      throw fault(index, rule.fault(TableColumns.featureName(names, odd), odd, numbers[odd]));
    }
    origins.toFloats(numbers, kept, 0);
  }

  private static InvalidInputException fault(int index, ValueFault fault) {
    return InvalidInputException.at(NamedRows.place(index), fault.found(), fault.expected());
  }
}
