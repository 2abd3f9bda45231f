package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.sql.FrameCells;
import io.kindling.predictor.column.Bool;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.Origins;
import io.kindling.predictor.row.CategoryRule;
import io.kindling.predictor.row.KnownFeatures;
import io.kindling.predictor.row.KnownPlaces;
import io.kindling.predictor.row.RowFaults;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns of a DataFrame are the features of a model, and how they are read. Where the model
 * knows its columns by names, they are taken by these, and others are not read. The exception is a
 * single column of vectors or arrays, which holds all features, in their order, under any name.
 * Several columns for a model without names are its features in their order.
 */
public final class FrameColumns {
  private static final String FRAME = "the DataFrame";
  private static final String OF_MODEL = ", as the model takes";

  private final StructType frame;
  private final int[] ordinals;
  private final List<String> names;
  private final List<CellType> types;
  private final KnownFeatures known;
  private final int values;
  private final boolean sparse;
  private final List<RawColumn> columns = new ArrayList<>();
  private final List<Integer> readOrdinals = new ArrayList<>();
  private KnownPlaces places = new KnownPlaces(List.of(), List.of());

  /**
   * Finds them.
   *
   * @param frame the columns of the DataFrame
   * @param ordinals of those that stand for features
   * @param names what they are called, one for each
   * @param known the model's columns, and how many values a row keeps
   * @param sparse whether vectors are best read without their zeros
   * @throws InvalidInputException when one is missing, or is none that the model takes
   */
  public FrameColumns(
      StructType frame, int[] ordinals, List<String> names, KnownFeatures known, boolean sparse) {
    this.frame = frame;
    this.ordinals = ordinals.clone();
    this.names = List.copyOf(names);
    this.known = known;
    this.values = known.shape().orElseThrow().size();
    this.sparse = sparse;
    this.types = IntStream.range(0, ordinals.length).mapToObj(this::type).toList();
    if (types.size() == 1 && !types.get(0).isScalar()) {
      takeOne();
    } else if (known.columns().isEmpty()) {
      takeInOrder();
    } else {
      takeByName();
    }
  }

  private StructField field(int index) {
    return frame.fields()[ordinals[index]];
  }

  private CellType type(int index) {
    CellType type = FrameCells.type(FRAME, field(index));
    return type == CellType.VECTOR && sparse ? CellType.SPARSE : type;
  }

  private void takeOne() {
    for (Column column : known.columns()) {
      if (!(column.kind() instanceof Numeric || column.kind() instanceof Bool)) {
        throw InvalidInputException.at(
            FRAME,
            "the column '%s' of arrays".formatted(Names.shortened(names.get(0))),
            "columns %s%s, since '%s' is no number"
                .formatted(
                    Names.shortened(
                        known.columns().stream().map(Column::source).distinct().toList()),
                    OF_MODEL,
                    Names.shortened(column.source())));
      }
    }
    add(0, values);
    places = new KnownPlaces(List.of(numbers(0)), List.of(0));
  }

  private void takeInOrder() {
    long arrays = types.stream().filter(type -> !type.isScalar()).count();
    int rest = values - (int) (types.size() - arrays);
    if (arrays > 1 || (arrays == 1 ? rest < 1 : rest != 0)) {
      throw InvalidInputException.at(
          FRAME,
          "columns " + Names.shortened(names),
          "%s values%s, in one column or single ones".formatted(values, OF_MODEL));
    }
    List<Column> decided = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      decided.add(numbers(i));
      from.add(i);
      add(i, types.get(i).isScalar() ? 1 : rest);
    }
    places = new KnownPlaces(decided, from);
  }

  private void takeByName() {
    KnownPlaces found =
        KnownPlaces.of(known.columns(), this::indexOfFeature, index -> types.get(index).isScalar());
    List<Integer> read = found.from().stream().distinct().sorted().toList();
    for (int index : read) {
      add(index, types.get(index).isScalar() ? 1 : elements(index));
    }
    places = new KnownPlaces(found.columns(), found.from().stream().map(read::indexOf).toList());
  }

  private int elements(int index) {
    return (int)
        known.columns().stream().filter(column -> indexOfFeature(column.source()) == index).count();
  }

  private int indexOfFeature(String name) {
    int index = names.indexOf(name);
    String several = KnownPlaces.several(name);
    if (index < 0 && several != null) {
      index = names.indexOf(several);
      index = index < 0 || types.get(index).isScalar() ? -1 : index;
    }
    if (index < 0) {
      throw InvalidInputException.at(
          FRAME,
          "columns %s for features".formatted(Names.shortened(names)),
          "'%s' among them%s".formatted(Names.shortened(name), OF_MODEL));
    }
    return index;
  }

  private Column numbers(int index) {
    return new Column(names.get(index), new Numeric());
  }

  private void add(int index, int width) {
    RawColumn column = new RawColumn(names.get(index), types.get(index), Shape.vector(width));
    columns.add(FrameCells.written(column, field(index).dataType(), known.notation()));
    readOrdinals.add(ordinals[index]);
  }

  /**
   * What reads rows.
   *
   * @param declared how the model takes columns
   * @param categories of each value in a row as it is kept, how many it numbers, or 0
   * @param origins what is taken off the numbers
   * @throws InvalidInputException when a column is of another type than the model takes
   */
  public FrameRows rows(FeatureColumns declared, int[] categories, Origins origins) {
    CellRules rules = rules(declared);
    List<RawColumn> declaredColumns = ColumnTypes.declared(FRAME, columns, rules);
    for (int i = 0; i < columns.size(); i++) {
      StructField field = frame.fields()[readOrdinals.get(i)];
      boolean numbers = declaredColumns.get(i).type() == CellType.NUMBER;
      if (numbers && !FrameCells.mayBeNumbers(field.dataType())) {
        throw InvalidInputException.at(
            FRAME,
            "the column '%s' of %s"
                .formatted(Names.shortened(field.name()), field.dataType().simpleString()),
            "numbers" + OF_MODEL);
      }
    }
    int[] read = readOrdinals.stream().mapToInt(Integer::intValue).toArray();
    RowPlan plan = RowPlan.of(places.from(), places.columns(), values, List.of(), -1);
    return new FrameRows(
        FrameCells.of(frame, read, declaredColumns, OF_MODEL),
        declaredColumns,
        rules,
        plan,
        new RowFaults(
            plan,
            declaredColumns,
            places.columns(),
            known.columns().stream().map(Column::name).toList(),
            declared.missing().fills(),
            new CategoryRule(categories, declared.missing())),
        origins);
  }

  private CellRules rules(FeatureColumns declared) {
    Map<String, CellType> kinds = new HashMap<>();
    for (int i = 0; i < places.from().size(); i++) {
      RawColumn column = columns.get(places.from().get(i));
      if (column.type().isScalar()) {
        kinds.put(column.name(), CellType.of(places.columns().get(i).kind()));
      }
    }
    return new CellRules(kinds, Optional.empty(), declared.missingValues())
        .withDates(Column.datesOf(places.columns()));
  }
}
