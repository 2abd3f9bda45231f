package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Cells of one value. */
final class ScalarCells {
  private static final int DIGITS = 15; // doubles hold all numbers of so many
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1000;
  private static final long BILLION = 1_000_000_000;

  private ScalarCells() {}

  /**
   * The cells of a column.
   *
   * @param ordinal of the column in Spark's rows
   * @param column in the block
   */
  static Cell of(StructField field, CellType wanted, int ordinal, int column) {
    Cell cell =
        StoredField.isNanos(field)
            ? nanos(StoredField.isInUtc(field), ordinal, column)
            : present(field.dataType(), wanted, ordinal, column);
    return (row, position, block) -> {
      if (row.isNullAt(ordinal)) {
        block.missing(column);
      } else {
        cell.read(row, position, block);
      }
    };
  }

  /** Times that are stored as numbers: the same texts as of those that Spark has a type for. */
  private static Cell nanos(boolean inUtc, int ordinal, int column) {
    return (row, position, block) -> {
      long nanos = row.getLong(ordinal);
      Instant time =
          Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
      block.text(
          column,
          inUtc ? time.toString() : LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString());
    };
  }

  private static Cell present(DataType type, CellType wanted, int ordinal, int column) {
    Numbers numbers = Numbers.of(type);
    if (type instanceof LongType) {
      return (row, position, block) -> {
        long value = row.getLong(ordinal);
        if (value > -NumberText.EXACT && value < NumberText.EXACT) {
          block.number(column, (double) value);
        } else {
          block.text(column, Long.toString(value)); // all digits of an identifier
        }
      };
    } else if (type instanceof DecimalType decimal && decimal.precision() > DIGITS) {
      return (row, position, block) -> {
        Decimal value = row.getDecimal(ordinal, decimal.precision(), decimal.scale());
        double nearest = value.toDouble();
        BigDecimal exact = value.toJavaBigDecimal();
        boolean keeps =
            Math.abs(nearest) < NumberText.EXACT
                && (wanted == CellType.NUMBER
                    || new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0);
        if (keeps) {
          block.number(column, nearest);
        } else {
          block.text(column, exact.stripTrailingZeros().toPlainString());
        }
      };
    } else if (numbers != null) {
      return (row, position, block) -> {
        double value = numbers.get(row, ordinal);
        if (Math.abs(value) > Float.MAX_VALUE) {
          block.text(column, Double.toString(value)); // which is told where it stands
        } else {
          block.number(column, value);
        }
      };
    } else if (type instanceof BooleanType && wanted == CellType.NUMBER) {
      return (row, position, block) -> block.number(column, row.getBoolean(ordinal) ? 1 : 0);
    }
    if (type instanceof StringType) {
      return (row, position, block) ->
          block.text(column, text(row.getUTF8String(ordinal), position));
    }
    Texts texts = texts(type);
    if (texts == null) {
      throw new IllegalStateException("cells of " + type.sql());
    }
    return (row, position, block) -> block.text(column, texts.get(row, ordinal));
  }

  /** Reads a text. */
  @FunctionalInterface
  private interface Texts extends Serializable {
    String get(InternalRow row, int ordinal);
  }

  /** Whether a type is read as texts. */
  static boolean areTexts(DataType type) {
    return type instanceof StringType || texts(type) != null;
  }

  /** Whether a cell of a type holds one value. */
  static boolean areScalar(DataType type) {
    return Numbers.are(type) || areTexts(type);
  }

  /**
   * A text, which Spark reads from memory unseen. The reader of ORC takes from the file where it is
   * and how long, so that it might begin or end outside of what was read.
   */
  private static String text(UTF8String text, long position) throws UnreadableRowException {
    if (text.getBaseObject() instanceof byte[] bytes) {
      long start = text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET;
      if (start < 0 || text.numBytes() < 0 || start + text.numBytes() > bytes.length) {
        throw new UnreadableRowException(
            position,
            "damaged data (a text of %s bytes from %s on, of %s)"
                .formatted(text.numBytes(), start, bytes.length),
            SqlProblem.EXPECTED);
      }
    }
    return text.toString();
  }

  private static @Nullable Texts texts(DataType type) {
    if (type instanceof BooleanType) {
      return (row, ordinal) -> Boolean.toString(row.getBoolean(ordinal));
    } else if (type instanceof DateType) {
      return (row, ordinal) -> LocalDate.ofEpochDay(row.getInt(ordinal)).toString();
    } else if (type instanceof TimestampType) {
      return (row, ordinal) -> instant(row.getLong(ordinal)).toString();
    } else if (type instanceof TimestampNTZType) {
      return (row, ordinal) ->
          LocalDateTime.ofInstant(instant(row.getLong(ordinal)), ZoneOffset.UTC).toString();
    }
    return null;
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS);
  }
}
