package io.kindling.partitioning.source.sql;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.jspecify.annotations.Nullable;

/** Reads a number of one of Spark's types, from a row or an array. */
@FunctionalInterface
interface Numbers extends Serializable {
  double get(SpecializedGetters values, int index);

  /** Of a type; null where it is not one of numbers. */
  static @Nullable Numbers of(DataType type) {
    if (type instanceof DoubleType) {
      return SpecializedGetters::getDouble;
    } else if (type instanceof FloatType) {
      return SpecializedGetters::getFloat;
    } else if (type instanceof IntegerType) {
      return SpecializedGetters::getInt;
    } else if (type instanceof LongType) {
      return SpecializedGetters::getLong;
    } else if (type instanceof ShortType) {
      return SpecializedGetters::getShort;
    } else if (type instanceof ByteType) {
      return SpecializedGetters::getByte;
    } else if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return (values, index) -> values.getDecimal(index, precision, scale).toDouble();
    }
    return null;
  }

  /** Whether a type is one of numbers. */
  static boolean are(DataType type) {
    return of(type) != null;
  }
}
