package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.UnreadableRowException;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A vector of MLlib's as Spark SQL stores it: (type, size, indices, values), of type 0 if sparse.
 * Anybody can write such a struct, so nothing in it is believed.
 */
final class VectorStruct {
  /** The number of the struct's fields. */
  static final int FIELDS = 4;

  private static final byte SPARSE = 0;
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private final double[] values;
  private final @Nullable SparseVector sparse;

  private VectorStruct(double[] values, @Nullable SparseVector sparse) {
    this.values = values;
    this.sparse = sparse;
  }

  /**
   * The vector in a column of a row.
   *
   * @throws UnreadableRowException when it is none
   */
  static VectorStruct of(String column, InternalRow struct, long position)
      throws UnreadableRowException {
    double[] values = array(column, struct, VALUES, position).toDoubleArray();
    if (!isSparse(struct)) {
      return new VectorStruct(values, null);
    }
    int[] indices = array(column, struct, INDICES, position).toIntArray();
    int size = struct.getInt(SIZE);
    if (indices.length != values.length) {
      throw none(
          column, "%s indices of %s values".formatted(indices.length, values.length), position);
    }
    int last = -1;
    for (int index : indices) {
      if (index <= last || index >= size) {
        String found = "the index %s after %s of %s values".formatted(index, last, size);
        throw none(column, last < 0 ? found.replace(" after -1", "") : found, position);
      }
      last = index;
    }
    return new VectorStruct(values, new SparseVector(size, indices, values));
  }

  private static ArrayData array(String column, InternalRow struct, int field, long position)
      throws UnreadableRowException {
    ArrayData array = struct.isNullAt(field) ? null : struct.getArray(field);
    if (array == null) {
      throw none(column, "null in place of its %s".formatted(name(field)), position);
    }
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        throw none(column, "null among its %s".formatted(name(field)), position);
      }
    }
    return array;
  }

  private static String name(int field) {
    return field == VALUES ? "values" : "indices";
  }

  private static UnreadableRowException none(String column, String found, long position) {
    return new UnreadableRowException(
        position,
        "%s in the vector of the column '%s'".formatted(found, column),
        "a vector as MLlib stores it");
  }

  /** Whether a type is that of vectors. */
  static boolean is(DataType type) {
    return type instanceof StructType struct
        && struct.length() == FIELDS
        && isField(struct.fields()[TYPE], "type", ByteType.class)
        && isField(struct.fields()[SIZE], "size", IntegerType.class)
        && isArray(struct.fields()[INDICES], "indices", IntegerType.class)
        && isArray(struct.fields()[VALUES], "values", DoubleType.class);
  }

  private static boolean isField(StructField field, String name, Class<? extends DataType> type) {
    return field.name().equals(name) && type.isInstance(field.dataType());
  }

  private static boolean isArray(StructField field, String name, Class<? extends DataType> type) {
    return field.name().equals(name)
        && field.dataType() instanceof ArrayType array
        && type.isInstance(array.elementType());
  }

  private static boolean isSparse(InternalRow struct) {
    return struct.getByte(TYPE) == SPARSE;
  }

  /** The size of a vector that may be none. */
  static ArraySize size(InternalRow struct) {
    if (isSparse(struct)) {
      return new ArraySize(Math.max(0, struct.getInt(SIZE)), true);
    }
    return struct.isNullAt(VALUES)
        ? new ArraySize(0, false)
        : ArraySize.dense(struct.getArray(VALUES), SpecializedGetters::getDouble);
  }

  int size() {
    return sparse == null ? values.length : sparse.size();
  }

  /** The values that are stored. */
  double[] entries() {
    return values;
  }

  double[] dense() {
    return sparse == null ? values : sparse.toArray();
  }

  void giveSparse(int column, BlockBuilder block) {
    SparseVector vector = (sparse == null ? Vectors.dense(values) : sparse).toSparse();
    block.sparse(column, vector.indices(), vector.values());
  }
}
