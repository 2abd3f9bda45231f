package io.kindling.ml;

import io.kindling.driver.evaluation.FrameScorer;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.source.sql.ColumnName;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of DataFrames by their names, whatever characters these have. */
final class Frames {
  private Frames() {}

  /** A column by its name, in which a dot is a dot. */
  static Column column(String name) {
    return functions.col(ColumnName.quoted(name));
  }

  /**
   * A field of a schema.
   *
   * @param param that names it
   * @throws InvalidInputException when there is none of this name
   */
  static StructField field(StructType schema, String param, String name) {
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(name)) {
      throw InvalidInputException.at(
          param,
          "'%s', which is not a column".formatted(name),
          Suggestion.expectedInsteadOf(name, names));
    }
    return schema.apply(name);
  }

  /** A schema with more columns; no session says here whether upper and lower case differ. */
  static StructType with(StructType schema, List<StructField> added) {
    return FrameScorer.with(schema, added, true);
  }
}
