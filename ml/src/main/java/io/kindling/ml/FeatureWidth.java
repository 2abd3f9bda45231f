package io.kindling.ml;

import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** How many features rows have, as far as the schema and the first row tell. */
final class FeatureWidth {
  private FeatureWidth() {}

  /** That of some columns; none where all rows must be read to know, as those of words must. */
  static OptionalInt of(NetworkParams params, List<String> features, Dataset<?> rows) {
    int sum = 0;
    for (String name : features) {
      OptionalInt width = params.isDefined(params.columns()) ? OptionalInt.empty() : of(rows, name);
      if (width.isEmpty()) {
        return width;
      }
      sum += width.getAsInt();
    }
    return OptionalInt.of(sum);
  }

  private static OptionalInt of(Dataset<?> rows, String name) {
    StructField field = rows.schema().apply(name);
    if (field.dataType() instanceof NumericType || field.dataType() instanceof BooleanType) {
      return OptionalInt.of(1);
    }
    boolean vector = field.dataType().equals(SQLDataTypes.VectorType());
    if (vector && AttributeGroup.fromStructField(field).size() >= 0) {
      return OptionalInt.of(AttributeGroup.fromStructField(field).size());
    }
    if (vector || field.dataType() instanceof ArrayType) {
      for (Row row : rows.select(Frames.column(name)).na().drop().takeAsList(1)) {
        return OptionalInt.of(vector ? row.<Vector>getAs(0).size() : row.getList(0).size());
      }
    }
    return OptionalInt.empty();
  }
}
