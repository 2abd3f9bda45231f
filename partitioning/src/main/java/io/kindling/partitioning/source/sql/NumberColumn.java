package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.BlockBuilder;
import java.io.Serializable;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * A column of numbers that is read in runs of rows where Spark gives batches of columns. Row by
 * row, each value would come from another array: of images of 784 columns, that takes ten times as
 * long.
 */
final class NumberColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Values values;
  private final int ordinal;
  private final int column;

  private NumberColumn(Values values, int ordinal, int column) {
    this.values = values;
    this.ordinal = ordinal;
    this.column = column;
  }

  /**
   * A column of numbers in the block.
   *
   * @param ordinal of the column in Spark's batches
   * @param column in the block
   * @return null where such values are read one by one
   */
  static @Nullable NumberColumn of(DataType type, int ordinal, int column) {
    Values values = values(type);
    return values == null ? null : new NumberColumn(values, ordinal, column);
  }

  /** Where its values are in a batch. */
  int ordinal() {
    return ordinal;
  }

  /**
   * Gives the rows from {@code first} on to the block.
   *
   * @param scratch room for {@code count} values
   */
  void read(ColumnVector from, int first, int count, double[] scratch, BlockBuilder block) {
    if (from.hasNull()) {
      copyPresent(from, first, count, scratch);
    } else {
      values.copy(from, first, 0, count, scratch);
    }
    block.numbers(column, scratch, count);
  }

  /** Where nothing stands, asking for it may fail: of nulls only, a dictionary is empty. */
  private void copyPresent(ColumnVector from, int first, int count, double[] into) {
    int start = 0;
    while (start < count) {
      int end = start;
      while (end < count && !from.isNullAt(first + end)) {
        end++;
      }
      values.copy(from, first, start, end, into);
      if (end < count) {
        into[end] = Double.NaN;
      }
      start = end + 1;
    }
  }

  /** A loop for each type, so that none asks for each value what it is. */
  @FunctionalInterface
  private interface Values extends Serializable {
    void copy(ColumnVector from, int first, int start, int end, double[] into);
  }

  private static @Nullable Values values(DataType type) {
    if (type instanceof DoubleType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getDouble(first + i);
        }
      };
    } else if (type instanceof FloatType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getFloat(first + i);
        }
      };
    } else if (type instanceof IntegerType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getInt(first + i);
        }
      };
    } else if (type instanceof LongType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getLong(first + i);
        }
      };
    } else if (type instanceof ShortType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getShort(first + i);
        }
      };
    } else if (type instanceof ByteType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getByte(first + i);
        }
      };
    } else if (type instanceof BooleanType) {
      return (from, first, start, end, into) -> {
        for (int i = start; i < end; i++) {
          into[i] = from.getBoolean(first + i) ? 1 : 0;
        }
      };
    }
    return null; // decimals
  }
}
