package io.kindling.partitioning.source.sql;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.UserDefinedType;

/** A type whose class counts its objects. */
public final class CountedVector extends UserDefinedType<double[]> {
  private static final long serialVersionUID = 1L;
  private static final AtomicInteger MADE = new AtomicInteger();

  /** Counts. */
  public CountedVector() {
    MADE.incrementAndGet();
  }

  /** How many objects there have been. */
  static int made() {
    return MADE.get();
  }

  @Override
  public DataType sqlType() {
    return new ArrayType(DataTypes.DoubleType, false);
  }

  @Override
  public ArrayData serialize(double[] vector) {
    return new GenericArrayData(vector);
  }

  @Override
  public double[] deserialize(Object stored) {
    return ((ArrayData) stored).toDoubleArray();
  }

  @Override
  public Class<double[]> userClass() {
    return double[].class;
  }
}
