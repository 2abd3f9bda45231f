package io.kindling.predictor;

import io.kindling.kernels.spec.Names;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.row.CategoryRule;
import io.kindling.predictor.row.KnownPlaces;
import io.kindling.predictor.row.RowFaults;
import io.kindling.predictor.row.RowKeeper;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows as maps from names of columns to values, kept as the cells of a file are: numbers, texts,
 * truths, times, and nothing for what is missing. For a model whose columns have names.
 */
final class NamedRows {
  private final List<String> names;
  private final List<RawColumn> columns;
  private final CellRules rules;
  private final RowPlan plan;
  private final RowFaults faults;
  private final Preprocessing preprocessing;

  NamedRows(TrainedModel model, int[] categories) {
    this.preprocessing = model.preprocessing();
    FeatureColumns declared = preprocessing.declared();
    List<Column> known = preprocessing.columns();
    this.names = known.stream().map(Column::source).distinct().toList();
    KnownPlaces places = KnownPlaces.of(known, names::indexOf, index -> true);
    Map<String, CellType> types = new HashMap<>();
    known.forEach(column -> types.put(column.source(), CellType.of(column.kind())));
    this.columns = names.stream().map(name -> column(name, type(types, name))).toList();
    this.rules =
        new CellRules(types, Optional.empty(), declared.missingValues())
            .withDates(Column.datesOf(known));
    this.plan = RowPlan.of(places.from(), places.columns(), known.size(), List.of(), -1);
    this.faults =
        new RowFaults(
            plan,
            columns,
            places.columns(),
            preprocessing.names(),
            declared.missing().fills(),
            new CategoryRule(categories, declared.missing()));
  }

  /** Texts that are numbers are written as they were in the rows of the training. */
  private RawColumn column(String name, CellType type) {
    RawColumn column = RawColumn.of(name, type);
    return preprocessing.notation().of(name).map(column::written).orElse(column);
  }

  private static CellType type(Map<String, CellType> types, String name) {
    return types.getOrDefault(name, CellType.NUMBER);
  }

  /** The columns that a row has. */
  List<String> names() {
    return names;
  }

  /** What keeps up to {@code rows} rows at a time, for one thread. */
  RowKeeper<Map<String, ?>> keeper(int rows) {
    return new RowKeeper<>(
        this::read, new BlockBuilder(columns, rules, rows), plan, faults, preprocessing.origins());
  }

  private void read(Map<String, ?> row, int index, BlockBuilder builder)
      throws UnreadableRowException {
    for (int i = 0; i < columns.size(); i++) {
      String name = names.get(i);
      Object value = row.get(name);
      if (value == null && !row.containsKey(name)) {
        throw new UnreadableRowException(
            index,
            "columns " + Names.shortened(List.copyOf(row.keySet())),
            "'%s' among them, as the model takes; null where it is missing"
                .formatted(Names.shortened(name)));
      }
      read(value, i, builder, index);
    }
    builder.endRow(index);
  }

  private void read(@Nullable Object value, int column, BlockBuilder builder, int index)
      throws UnreadableRowException {
    boolean numbers = builder.type(column) == CellType.NUMBER;
    if (value == null) {
      builder.missing(column);
    } else if (value instanceof CharSequence
        || value instanceof TemporalAccessor
        || (value instanceof Boolean && !numbers)
        || (isWhole(value) && !numbers)) { // all digits of an identifier, of which a double has 15
      builder.text(column, value.toString());
    } else if (value instanceof Boolean truth) {
      builder.number(column, truth ? 1 : 0);
    } else if (value instanceof Number number) {
      double wide = number.doubleValue();
      if (Math.abs(wide) > Float.MAX_VALUE) {
        builder.text(column, Double.toString(wide)); // which is told where it stands
      } else {
        builder.number(column, wide);
      }
    } else {
      throw new UnreadableRowException(
          index,
          "%s in column '%s'"
              .formatted(value.getClass().getSimpleName(), Names.shortened(names.get(column))),
          "a number, a text, a truth, a time, or null");
    }
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** What errors call a row. */
  static String place(int index) {
    return "row " + index;
  }
}
