package io.kindling.ml;

import io.kindling.kernels.spec.InvalidInputException;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that say something about rows besides features and labels: their weights, their
 * order, and which of them to validate on. As in Spark ML, a name that is empty stands for none.
 *
 * @param weight the column of weights, if there is one
 * @param id that of the order, if there is one
 * @param validates that which is true for the rows to validate on, if there is one
 */
record RowColumns(Optional<String> weight, Optional<String> id, Optional<String> validates) {
  static RowColumns of(NetworkParams params) {
    return new RowColumns(
        name(params, params.weightCol()),
        name(params, params.idCol()),
        name(params, params.validationIndicatorCol()));
  }

  private static Optional<String> name(NetworkParams params, Param<String> param) {
    return params.isDefined(param)
        ? Optional.of(params.getOrDefault(param)).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  /**
   * Checks that a schema has them, with values that can mean what they should.
   *
   * @throws InvalidInputException when it does not
   */
  static void check(NetworkParams params, StructType schema) {
    RowColumns columns = of(params);
    columns.id().ifPresent(name -> Frames.field(schema, params.idCol().name(), name));
    columns
        .weight()
        .ifPresent(
            name -> {
              DataType type = Frames.field(schema, params.weightCol().name(), name).dataType();
              check(type instanceof NumericType, params.weightCol(), name, type, "numbers");
            });
    columns
        .validates()
        .ifPresent(
            name -> {
              Param<String> param = params.validationIndicatorCol();
              DataType type = Frames.field(schema, param.name(), name).dataType();
              check(type.equals(DataTypes.BooleanType), param, name, type, "true or false");
            });
  }

  private static void check(
      boolean suits, Param<String> param, String name, DataType found, String expected) {
    if (!suits) {
      throw InvalidInputException.at(
          "%s '%s'".formatted(param.name(), name), found.simpleString(), expected);
    }
  }
}
