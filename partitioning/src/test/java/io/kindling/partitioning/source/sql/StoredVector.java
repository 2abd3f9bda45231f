package io.kindling.partitioning.source.sql;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Dense vectors, stored as MLlib stores its own, whose type is in a module that tests lack. */
final class StoredVector extends UserDefinedType<double[]> {
  private static final long serialVersionUID = 1L;
  private static final byte DENSE = 1;

  @Override
  public DataType sqlType() {
    return new StructType()
        .add("type", DataTypes.ByteType, false)
        .add("size", DataTypes.IntegerType, true)
        .add("indices", new ArrayType(DataTypes.IntegerType, false), true)
        .add("values", new ArrayType(DataTypes.DoubleType, false), true);
  }

  @Override
  public InternalRow serialize(double[] vector) {
    return new GenericInternalRow(new Object[] {DENSE, null, null, new GenericArrayData(vector)});
  }

  @Override
  public double[] deserialize(Object stored) {
    return ((InternalRow) stored).getStruct(0, VectorStruct.FIELDS).getArray(3).toDoubleArray();
  }

  @Override
  public Class<double[]> userClass() {
    return double[].class;
  }
}
