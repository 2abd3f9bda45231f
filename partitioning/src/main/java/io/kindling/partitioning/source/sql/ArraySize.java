package io.kindling.partitioning.source.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;

/**
 * What an array in the first row tells of its column.
 *
 * @param size how many values it has; 0 also where there is none
 * @param isSparse whether it is a vector whose zeros are not stored
 */
record ArraySize(int size, boolean isSparse) {
  /** Of each column of some rows, given row by row: 0 where the rows differ. */
  static List<ArraySize> ofAll(List<List<ArraySize>> rows) {
    List<ArraySize> sizes = new ArrayList<>(rows.get(0));
    for (List<ArraySize> others : rows) {
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
      return VectorStruct.size(row.getStruct(ordinal, VectorStruct.FIELDS));
    }
    Numbers numbers = Objects.requireNonNull(Numbers.of(((ArrayType) type).elementType()));
    return dense(row.getArray(ordinal), numbers);
  }

  /**
   * Of an array. Memory is taken for so many values, and a damaged file may say any number: the
   * last of them has to be there.
   */
  static ArraySize dense(ArrayData array, Numbers numbers) {
    int size = array.numElements();
    if (size > 0) {
      touch(numbers, array, 0);
      touch(numbers, array, size - 1);
    }
    return new ArraySize(Math.max(0, size), false);
  }

  private static void touch(Numbers numbers, ArrayData array, int index) {
    if (!array.isNullAt(index)) {
      double unused = numbers.get(array, index);
    }
  }

  /** As one number, which any serializer takes; {@link #unpacked} reads it. */
  int packed() {
    return isSparse ? ~size : size;
  }

  static ArraySize unpacked(int packed) {
    return packed < 0 ? new ArraySize(~packed, true) : new ArraySize(packed, false);
  }
}
