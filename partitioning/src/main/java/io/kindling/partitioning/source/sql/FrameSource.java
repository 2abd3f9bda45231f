package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Suggestion;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * Rows of a DataFrame. Cells are what {@link ParquetSource} says of those of files; −0 is 0.
 *
 * <p>The rows' global order follows from what stands in them, whatever partitions and plan they
 * come from: it is that of an id column, if one is named, or else of a hash; rows of one id or hash
 * are in the order of what is in the columns that are read. The hash is of these alone, so neither
 * other columns matter nor the order of the columns, which is by their names here. Ids are numbers,
 * texts (in the order of their bytes in UTF-8), binary values, dates or timestamps; rows without
 * one come first. The id is no feature.
 *
 * <p>The frame is computed once, into the files of a shuffle; with an id column, that column is
 * computed before, for a sample. It is computed twice, and both compared, where its plan says that
 * it may not be repeated: where an expression is not deterministic, where it starts from anything
 * but files, local data, ranges and cached frames, such as an RDD, and where functions work on
 * objects, as those of {@code map} do. Spark draws the seed of {@code rand()} when the column is
 * made, not when it is computed: such a column stays the same in one program.
 *
 * @param rows of a session in this process, not of Spark Connect
 * @param id the name of the column whose order the rows are in, if there is one
 */
public record FrameSource(Dataset<Row> rows, Optional<String> id) implements RowSource {
  static final String NAME = "the DataFrame";

  /** The rows of a frame, in the order of their hashes. */
  public static FrameSource of(Dataset<Row> rows) {
    return new FrameSource(rows, Optional.empty());
  }

  /** The same rows, in the order of a column that is no feature. */
  public FrameSource orderedBy(String idColumn) {
    return new FrameSource(rows, Optional.of(idColumn));
  }

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    FramePlan plan = FramePlan.of(rows);
    List<StructField> fields = List.of(SqlTypes.plain(rows.schema()).fields());
    checkNames(fields);
    int idPlace = id.map(name -> place(fields, name)).orElse(-1);
    List<StructField> others = new ArrayList<>(fields);
    id.ifPresent(name -> others.remove(idPlace));
    List<RawColumn> plain = SqlTypes.columns(NAME, others, rules);
    List<Integer> read = new ArrayList<>();
    for (RawColumn column : plain) {
      if (column.type() != CellType.SKIPPED) {
        read.add(place(fields, column.name()));
      }
    }
    FrameOrder order = FrameOrder.of(context, rows, fields, read, idPlace);
    FrameRows ordered = order.rows();
    List<RawColumn> columns =
        ColumnTypes.declared(NAME, SqlTypes.sized(NAME, plain, rules, ordered::sizes), rules);
    return new RawTable(
        NAME,
        columns,
        ordered.blocks(others, columns, rules),
        (unit, start, position) ->
            position == BadRow.WHOLE_UNIT ? NAME : ordered.place(start, position),
        List.of(),
        plan.isRepeatable()
            ? Optional.empty()
            : Optional.of(order.rows().blocks(others, columns, rules)),
        NAME);
  }

  private static void checkNames(List<StructField> fields) {
    Set<String> names = new HashSet<>();
    for (StructField field : fields) {
      if (!names.add(field.name())) {
        throw InvalidInputException.at(
            NAME, "the column '%s' twice".formatted(field.name()), "names that differ");
      }
    }
  }

  private static int place(List<StructField> fields, String name) {
    List<String> names = fields.stream().map(StructField::name).toList();
    if (!names.contains(name)) {
      throw InvalidInputException.at(
          NAME,
          "no column '%s', whose order is to be that of the rows".formatted(name),
          Suggestion.expectedInsteadOf(name, names));
    }
    return names.indexOf(name);
  }
}
