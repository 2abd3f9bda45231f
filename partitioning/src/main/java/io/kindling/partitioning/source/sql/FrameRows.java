package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import scala.reflect.ClassTag$;

/**
 * The rows of a frame in their order, partition after partition. What reads them again finds them
 * in the files of the shuffle, unless these are lost.
 *
 * @param rows as Spark computes them, each of which is to be read before the next one is asked for
 * @param fields of the columns that are read, then perhaps of the id
 * @param read how many columns are read
 */
record FrameRows(JavaRDD<InternalRow> rows, List<StructField> fields, int read) {
  private static final int SHOWN = 5;

  static FrameRows of(Dataset<Row> ordered, List<StructField> fields, int read) {
    return new FrameRows(
        JavaRDD.fromRDD(
            ((org.apache.spark.sql.classic.Dataset<Row>) ordered).queryExecution().toRdd(),
            ClassTag$.MODULE$.apply(InternalRow.class)),
        fields,
        read);
  }

  private Map<String, Integer> ordinals() {
    Map<String, Integer> ordinals = new HashMap<>();
    fields.forEach(field -> ordinals.put(field.name(), ordinals.size()));
    return ordinals;
  }

  /**
   * The arrays in some columns of the first row.
   *
   * @throws InvalidInputException when there is no row
   */
  List<ArraySize> sizes(List<String> columns) {
    Map<String, Integer> ordinals = ordinals();
    ArrayList<Integer> places = new ArrayList<>();
    columns.forEach(column -> places.add(ordinals.get(column)));
    ArrayList<StructField> types = new ArrayList<>(fields);
    List<int[]> found = rows.mapPartitions(all -> firstSizes(all, types, places)).take(1);
    if (found.isEmpty()) {
      throw InvalidInputException.at(FrameSource.NAME, "no rows", "at least 1");
    }
    List<ArraySize> sizes = new ArrayList<>();
    for (int packed : found.get(0)) {
      sizes.add(ArraySize.unpacked(packed));
    }
    return sizes;
  }

  private static Iterator<int[]> firstSizes(
      Iterator<InternalRow> rows, List<StructField> fields, List<Integer> places) {
    if (!rows.hasNext()) {
      return List.<int[]>of().iterator();
    }
    InternalRow row = rows.next();
    int[] sizes =
        places.stream()
            .mapToInt(place -> ArraySize.of(row, place, fields.get(place).dataType()).packed())
            .toArray();
    return List.of(sizes).iterator();
  }

  /**
   * The rows as blocks.
   *
   * @param types of the columns
   * @param columns of the blocks
   */
  JavaRDD<RawBlock> blocks(List<StructField> types, List<RawColumn> columns, CellRules rules) {
    SqlCells cells = SqlTypes.cells(types, columns, ordinals(), rules, " as in the first row");
    return rows.mapPartitionsWithIndex(new FrameBlocks(cells, columns, rules), true);
  }

  /**
   * Where a row stands, as a person finds it: by its id, or else by the first values in it. Looked
   * up by a job; where that fails, the frame is all that is told.
   */
  String place(long partition, long position) {
    List<StructField> shown = new ArrayList<>();
    for (StructField field : fields.subList(read < fields.size() ? read : 0, fields.size())) {
      if (ScalarCells.areScalar(field.dataType()) && shown.size() < SHOWN) {
        shown.add(field);
      }
    }
    List<RawColumn> texts =
        shown.stream().map(field -> RawColumn.of(field.name(), CellType.TEXT)).toList();
    if (texts.isEmpty()) {
      return FrameSource.NAME;
    }
    RowTexts reader =
        new RowTexts(SqlTypes.cells(shown, texts, ordinals(), CellRules.NONE, ""), texts, position);
    List<String> row;
    try {
      row = rows.mapPartitions(reader).collectPartitions(new int[] {(int) partition})[0];
    } catch (Exception e) { // Spark, being Scala, does not declare what it throws
      return FrameSource.NAME;
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(shown.get(i).name() + " " + Names.shortened(row.get(i)));
    }
    boolean all = read < fields.size() || shown.size() == fields.size();
    return values.isEmpty()
        ? FrameSource.NAME
        : "%s, row with %s%s".formatted(FrameSource.NAME, Names.shortened(values), all ? "" : " …");
  }
}
