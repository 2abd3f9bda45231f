package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.NumberNotation;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/** Columns of Spark SQL as those of a table. */
final class SqlTypes {
  private SqlTypes() {}

  /** A schema with types of a user's own as they are stored. */
  static StructType plain(StructType schema) {
    StructType plain = new StructType();
    for (StructField field : schema.fields()) {
      plain =
          plain.add(
              field.name(),
              field.dataType() instanceof UserDefinedType<?> own ? own.sqlType() : field.dataType(),
              field.nullable());
    }
    return plain;
  }

  /**
   * The columns as they are by themselves, but for how long arrays are and whether vectors are
   * sparse, which their first row tells.
   *
   * @param source what errors call it
   * @param rules that tell which are skipped
   * @throws InvalidInputException when the cells of a column are of no use, and the rules are not
   *     lenient
   */
  static List<RawColumn> columns(String source, List<StructField> fields, CellRules rules) {
    List<RawColumn> columns = new ArrayList<>();
    for (StructField field : fields) {
      if (isSkipped(rules, field)) {
        columns.add(RawColumn.of(field.name(), CellType.SKIPPED));
      } else if (rules.isLenient() && type(field).isEmpty()) {
        String type = Names.shortened(StoredField.words(field));
        columns.add(RawColumn.unfit(field.name(), type + " in each row"));
      } else {
        CellType type = type(source, field);
        columns.add(written(RawColumn.of(field.name(), type), field.dataType(), rules.notation()));
      }
    }
    return columns;
  }

  /** A column, of which it may be known how numbers are written where they are texts. */
  static RawColumn written(RawColumn column, DataType type, NumberNotation notation) {
    return type instanceof StringType
        ? notation.of(column.name()).map(column::written).orElse(column)
        : column;
  }

  /**
   * The columns as they are by themselves.
   *
   * @param columns without what the first row tells
   * @param rules that may be lenient
   * @param firstRow gives the arrays of the first row in the columns of these names
   * @throws InvalidInputException when there is none, or one of no values
   */
  static List<RawColumn> sized(
      String source,
      List<RawColumn> columns,
      CellRules rules,
      Function<List<String>, List<ArraySize>> firstRow) {
    List<String> arrays =
        columns.stream().filter(column -> !column.type().isScalar()).map(RawColumn::name).toList();
    if (arrays.isEmpty()) {
      return columns;
    }
    Iterator<ArraySize> sizes = firstRow.apply(arrays).iterator();
    List<RawColumn> sized = new ArrayList<>(columns);
    sized.replaceAll(
        column -> column.type().isScalar() ? column : sized(source, column, rules, sizes.next()));
    return sized;
  }

  private static boolean isSkipped(CellRules rules, StructField field) {
    return rules.type(field.name()).filter(type -> type == CellType.SKIPPED).isPresent();
  }

  /**
   * What the cells of a column are by themselves.
   *
   * @param source what errors call it
   * @throws InvalidInputException when they are of no use
   */
  static CellType type(String source, StructField field) {
    return type(field)
        .orElseThrow(
            () ->
                InvalidInputException.at(
                    source,
                    "the column '%s' of %s"
                        .formatted(field.name(), Names.shortened(StoredField.words(field))),
                    "numbers, texts, booleans, dates, times, or arrays of numbers; or the column"
                        + " ignored"));
  }

  /** Whether the cells of a column are of no use. */
  static boolean isUnfit(StructField field) {
    return type(field).isEmpty();
  }

  private static Optional<CellType> type(StructField field) {
    DataType type = field.dataType();
    if (StoredField.isNanos(field)) {
      return Optional.of(CellType.TEXT);
    } else if (Numbers.are(type) || StoredField.isNothing(field)) {
      return Optional.of(CellType.NUMBER);
    } else if (ScalarCells.areTexts(type)) {
      return Optional.of(CellType.TEXT);
    } else if (type instanceof BinaryType
        || (type instanceof ArrayType array && array.elementType() instanceof ByteType)) {
      return Optional.of(CellType.BYTES);
    } else if (VectorStruct.is(type)
        || (type instanceof ArrayType array && Numbers.are(array.elementType()))) {
      return Optional.of(CellType.VECTOR);
    }
    return Optional.empty();
  }

  private static RawColumn sized(
      String source, RawColumn column, CellRules rules, ArraySize first) {
    if (first.size() == 0 && rules.isLenient()) {
      return RawColumn.unfit(column.name(), "no arrays of one length in all rows");
    }
    if (first.size() == 0) {
      throw InvalidInputException.at(
          source,
          "nothing in the column '%s' of the first row".formatted(column.name()),
          "an array of at least 1 value");
    }
    return new RawColumn(
        column.name(),
        first.isSparse() ? CellType.SPARSE : column.type(),
        Shape.vector(first.size()));
  }

  /**
   * What reads the cells of the columns that are read.
   *
   * @param ordinals of the columns in Spark's rows
   * @param rules that tell which are labels
   * @param widths where the widths of arrays come from, such as {@code " as in the first row"}
   */
  static SqlCells cells(
      List<StructField> fields,
      List<RawColumn> columns,
      Map<String, Integer> ordinals,
      CellRules rules,
      String widths) {
    List<Cell> all = new ArrayList<>();
    List<NumberColumn> numbers = new ArrayList<>();
    List<Cell> others = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      RawColumn column = columns.get(i);
      DataType type = fields.get(i).dataType();
      if (column.type() == CellType.SKIPPED) {
        continue;
      }
      if (StoredField.isNothing(fields.get(i))) {
        Cell missing = nothing(i);
        all.add(missing);
        others.add(missing);
        continue;
      }
      int ordinal = Objects.requireNonNull(ordinals.get(column.name()));
      Cell cell =
          column.type().isScalar()
              ? ScalarCells.of(fields.get(i), column.type(), ordinal, i)
              : ArrayCells.of(type, column, ordinal, i, widths);
      all.add(cell);
      boolean exact = type instanceof LongType && rules.isLabel(column.name()); // each digit counts
      boolean batched =
          column.type() == CellType.NUMBER && !exact && !StoredField.isNanos(fields.get(i));
      NumberColumn number = batched ? NumberColumn.of(type, ordinal, i) : null;
      if (number == null) {
        others.add(cell);
      } else {
        numbers.add(number);
      }
    }
    return new SqlCells(all, numbers, others);
  }

  private static Cell nothing(int column) {
    return (row, position, block) -> block.missing(column);
  }
}
