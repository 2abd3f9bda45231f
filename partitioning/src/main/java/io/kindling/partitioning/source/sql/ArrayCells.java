package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.util.Objects;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;

/** Cells of arrays, all as long as the column is wide. */
final class ArrayCells {
  private ArrayCells() {}

  /**
   * The cells of a column.
   *
   * @param ordinal of the column in Spark's rows
   * @param index of the column in the block
   * @param widths where the width comes from, such as {@code " as in the first row"}
   */
  static Cell of(DataType type, RawColumn column, int ordinal, int index, String widths) {
    Cell cell = present(type, column, ordinal, index, widths);
    String name = column.name();
    return (row, position, block) -> {
      if (row.isNullAt(ordinal)) {
        throw UnreadableRowException.ofColumn(
            name, position, "null in the column '%s'".formatted(name), "an array");
      }
      cell.read(row, position, block);
    };
  }

  private static Cell present(
      DataType type, RawColumn column, int ordinal, int index, String widths) {
    String name = column.name();
    int width = column.width();
    String expected = width + widths;
    if (type instanceof BinaryType) {
      return (row, position, block) -> {
        byte[] bytes = row.getBinary(ordinal);
        checkSize(name, expected, width, bytes.length, position);
        block.bytes(index, bytes);
      };
    } else if (VectorStruct.is(type)) {
      boolean sparse = column.type() == CellType.SPARSE;
      return (row, position, block) -> {
        VectorStruct vector =
            VectorStruct.of(name, row.getStruct(ordinal, VectorStruct.FIELDS), position);
        checkSize(name, expected, width, vector.size(), position);
        check(name, vector.entries(), position);
        if (sparse) {
          vector.giveSparse(index, block);
        } else {
          block.vector(index, vector.dense());
        }
      };
    } else if (column.type() == CellType.BYTES) {
      return (row, position, block) -> {
        ArrayData array = row.getArray(ordinal);
        checkSize(name, expected, width, array.numElements(), position);
        checkNulls(name, array, position);
        block.bytes(index, array.toByteArray());
      };
    }
    Numbers numbers = Objects.requireNonNull(Numbers.of(((ArrayType) type).elementType()));
    return (row, position, block) -> {
      ArrayData array = row.getArray(ordinal);
      checkSize(name, expected, width, array.numElements(), position);
      checkNulls(name, array, position);
      double[] values = new double[width];
      for (int i = 0; i < width; i++) {
        values[i] = numbers.get(array, i);
      }
      check(name, values, position);
      block.vector(index, values);
    };
  }

  private static void checkSize(String name, String expected, int width, int found, long position)
      throws UnreadableRowException {
    if (found != width) {
      throw UnreadableRowException.ofColumn(
          name, position, "%s values in the column '%s'".formatted(found, name), expected);
    }
  }

  private static void checkNulls(String name, ArrayData array, long position)
      throws UnreadableRowException {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        throw UnreadableRowException.ofColumn(
            name, position, "null as value %s of the column '%s'".formatted(i, name), "a number");
      }
    }
  }

  private static void check(String name, double[] values, long position)
      throws UnreadableRowException {
    for (double value : values) {
      if (Math.abs(value) > Float.MAX_VALUE) {
        throw UnreadableRowException.ofColumn(
            name, position, "%s in the column '%s'".formatted(value, name), NumberText.RANGE);
      }
    }
  }
}
