package io.kindling.partitioning.source;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.List;

/** What the columns of a source are read as: what they are by themselves, or what is declared. */
public final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * The columns as they are to be read. A number may be read as a text and the other way round, and
   * any column may be skipped; what has many values in a row stays what it is.
   *
   * @param source what errors call it
   * @throws InvalidInputException when another type is declared
   */
  public static List<RawColumn> declared(String source, List<RawColumn> columns, CellRules rules) {
    return columns.stream().map(column -> declared(source, column, rules)).toList();
  }

  private static RawColumn declared(String source, RawColumn column, CellRules rules) {
    CellType type = rules.type(column.name()).orElse(column.type());
    if (type == column.type()) {
      return column;
    }
    if (type == CellType.SKIPPED || (type.isScalar() && column.type().isScalar())) {
      return RawColumn.of(column.name(), type).written(column.signs());
    }
    throw InvalidInputException.at(
        source,
        "the column '%s' of %s, which is to be read as %s"
            .formatted(column.name(), words(column.type()), words(type)),
        "it to be read as it is, or skipped");
  }

  private static String words(CellType type) {
    return switch (type) {
      case NUMBER -> "numbers";
      case TEXT -> "texts";
      case SKIPPED -> "what is not read";
      case BYTES -> "arrays of bytes";
      case VECTOR -> "vectors";
      case SPARSE -> "sparse vectors";
    };
  }
}
