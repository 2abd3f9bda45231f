package io.kindling.partitioning.source.sql;

import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Whether columns of different files are one. Numbers are, of any types, since each becomes what it
 * is in its own file; dates are times at midnight; a column in which nothing stands goes with any
 * that has one value in a row. Truth values, texts and numbers do not go together.
 */
final class CommonType {
  private CommonType() {}

  /** The column that stands for both, of one name; nothing where they are different things. */
  static Optional<StructField> of(StructField first, StructField second) {
    if (StoredField.isNothing(first) && !isOfArrays(second)) {
      return Optional.of(second);
    } else if (StoredField.isNothing(second) && !isOfArrays(first)) {
      return Optional.of(first);
    } else if (isDate(first) && isTime(second)) {
      return Optional.of(second);
    }
    boolean alike =
        (areNumbers(first) && areNumbers(second))
            || (isText(first) && isText(second))
            || (isTime(first) && isDate(second))
            || (isMoment(first) && isMoment(second))
            || (isLocalTime(first) && isLocalTime(second))
            || (isOfBytes(first) && isOfBytes(second))
            || (isOfNumbers(first) && isOfNumbers(second))
            || (SqlTypes.isUnfit(first) && SqlTypes.isUnfit(second))
            || first.dataType().equals(second.dataType());
    return alike ? Optional.of(first) : Optional.empty();
  }

  /** Whether a column has many values in a row. */
  static boolean isOfArrays(StructField field) {
    return isOfBytes(field) || isOfNumbers(field) || VectorStruct.is(field.dataType());
  }

  private static boolean areNumbers(StructField field) {
    return Numbers.are(field.dataType()) && !StoredField.isNanos(field);
  }

  private static boolean isText(StructField field) {
    return field.dataType() instanceof StringType;
  }

  private static boolean isDate(StructField field) {
    return field.dataType() instanceof DateType;
  }

  private static boolean isTime(StructField field) {
    return isMoment(field) || isLocalTime(field);
  }

  private static boolean isMoment(StructField field) {
    return field.dataType() instanceof TimestampType
        || (StoredField.isNanos(field) && StoredField.isInUtc(field));
  }

  private static boolean isLocalTime(StructField field) {
    return field.dataType() instanceof TimestampNTZType
        || (StoredField.isNanos(field) && !StoredField.isInUtc(field));
  }

  private static boolean isOfBytes(StructField field) {
    DataType type = field.dataType();
    return type instanceof BinaryType
        || (type instanceof ArrayType array && array.elementType() instanceof ByteType);
  }

  private static boolean isOfNumbers(StructField field) {
    return field.dataType() instanceof ArrayType array
        && Numbers.are(array.elementType())
        && !isOfBytes(field);
  }
}
