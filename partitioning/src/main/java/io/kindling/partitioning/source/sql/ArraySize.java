package io.kindling.partitioning.source.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What an array in the first row tells of its column.
 *
 * @param size how many values it has; 0 also where there is none
 * @param isSparse whether it is a vector whose zeros are not stored
 */
record ArraySize(int size, boolean isSparse) {
  /** Of each column of a row, all of which are arrays. */
  static List<ArraySize> of(InternalRow row, StructType schema) {
    List<ArraySize> sizes = new ArrayList<>();
    for (int i = 0; i < schema.length(); i++) {
      sizes.add(of(row, i, schema.fields()[i].dataType()));
    }
    return sizes;
  }

  /** Of each column of some rows: 0 where the rows differ. */
  static List<ArraySize> ofAll(InternalRow[] rows, StructType schema) {
    List<ArraySize> sizes = new ArrayList<>(of(rows[0], schema));
    for (InternalRow row : rows) {
      List<ArraySize> others = of(row, schema);
      for (int i = 0; i < others.size(); i++) {
        boolean same = others.get(i).size == sizes.get(i).size;
        sizes.set(i, same ? sizes.get(i) : new ArraySize(0, false));
      }
    }
    return sizes;
  }

  /** Of one column of a row. */
  static ArraySize of(InternalRow row, int ordinal, DataType type) {
    if (row.isNullAt(ordinal)) {
      return new ArraySize(0, false);
    } else if (type instanceof BinaryType) {
      return new ArraySize(row.getBinary(ordinal).length, false);
    } else if (VectorStruct.is(type)) {
      VectorStruct vector = new VectorStruct(row.getStruct(ordinal, VectorStruct.FIELDS));
      return new ArraySize(vector.size(), vector.isSparse());
    }
    return new ArraySize(row.getArray(ordinal).numElements(), false);
  }

  /** As one number, which any serializer takes; {@link #unpacked} reads it. */
  int packed() {
    return isSparse ? ~size : size;
  }

  static ArraySize unpacked(int packed) {
    return packed < 0 ? new ArraySize(~packed, true) : new ArraySize(packed, false);
  }
}
