package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BlockBuilder;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A vector of MLlib's as Spark SQL stores it: (type, size, indices, values), of type 0 if sparse.
 */
final class VectorStruct {
  /** The number of the struct's fields. */
  static final int FIELDS = 4;

  private static final List<String> NAMES = List.of("type", "size", "indices", "values");
  private static final byte SPARSE = 0;
  private static final int TYPE = 0;
  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private final InternalRow struct;
  private final double[] values;

  VectorStruct(InternalRow struct) {
    this.struct = struct;
    this.values = struct.getArray(VALUES).toDoubleArray();
  }

  /** Whether a type is that of vectors. */
  static boolean is(DataType type) {
    return type instanceof StructType struct && Arrays.asList(struct.fieldNames()).equals(NAMES);
  }

  /** Whether its zeros are not stored. */
  boolean isSparse() {
    return struct.getByte(TYPE) == SPARSE;
  }

  int size() {
    return isSparse() ? struct.getInt(SIZE) : values.length;
  }

  /** The values that are stored. */
  double[] entries() {
    return values;
  }

  double[] dense() {
    return isSparse() ? sparse().toArray() : values;
  }

  void giveSparse(int column, BlockBuilder block) {
    SparseVector vector = isSparse() ? sparse().toSparse() : Vectors.dense(values).toSparse();
    block.sparse(column, vector.indices(), vector.values());
  }

  private SparseVector sparse() {
    return new SparseVector(struct.getInt(SIZE), struct.getArray(INDICES).toIntArray(), values);
  }
}
