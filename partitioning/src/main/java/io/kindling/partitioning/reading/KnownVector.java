package io.kindling.partitioning.reading;

import io.kindling.partitioning.table.OpenedTable;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.row.KnownFeatures;
import java.util.List;

/**
 * The one column that held all features when a model was trained. Rows that have such a column are
 * taken by it, whatever else is in them; of rows that have none, all columns are features.
 */
final class KnownVector {
  private KnownVector() {}

  /** How columns are to be taken where the column is there. */
  static FeatureColumns taken(FeatureColumns declared, KnownFeatures known) {
    return known
        .vector()
        .filter(column -> known.columns().isEmpty() && declared.taken().isEmpty())
        .map(column -> declared.taking(List.of(column)))
        .orElse(declared);
  }

  /** Whether a table has a column of this name that has several values in each row. */
  static boolean isIn(OpenedTable table, KnownFeatures known) {
    return table.columns().stream()
        .anyMatch(
            column ->
                known.vector().filter(column.name()::equals).isPresent()
                    && !column.type().isScalar());
  }
}
