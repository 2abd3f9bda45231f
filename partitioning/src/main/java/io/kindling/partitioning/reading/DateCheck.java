package io.kindling.partitioning.reading;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.table.Blocks;
import io.kindling.partitioning.table.OpenedTable;
import io.kindling.partitioning.table.RowPlace;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.Date;
import io.kindling.predictor.column.DateFormat;
import io.kindling.predictor.row.ValueFault;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.TextChunk;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Checks that the texts of columns of dates are dates. */
final class DateCheck implements FlatMapFunction<Iterator<RawBlock>, DateCheck.NoDate> {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<Integer, String> formats; // by columns

  private DateCheck(Map<Integer, String> formats) {
    this.formats = new LinkedHashMap<>(formats);
  }

  /**
   * Checks, in one look at the blocks if there are columns of dates.
   *
   * @param places of the columns of the table
   * @param columns what is kept of them
   * @throws InvalidInputException for the first row with another text
   */
  static void check(OpenedTable table, Blocks blocks, List<Integer> places, List<Column> columns) {
    Map<Integer, String> formats = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).kind() instanceof Date date) {
        formats.put(places.get(i), date.format());
      }
    }
    if (formats.isEmpty()) {
      return;
    }
    NoDate first = null;
    for (NoDate found : blocks.collect(new DateCheck(formats))) {
      first = RowPlace.earlier(first, found, odd -> odd.row);
    }
    if (first != null) {
      String format = formats.getOrDefault(first.column, Date.ISO);
      String name = table.columns().get(first.column).name();
      ValueFault fault = ValueFault.noDate(name, first.text, format);
      throw InvalidInputException.at(first.row.in(table), fault.found(), fault.expected());
    }
  }

  /** A text that is no date. Travels, under Kryo too, hence no record. */
  static final class NoDate implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowPlace row;
    private final int column;
    private final String text;

    NoDate(RowPlace row, int column, String text) {
      this.row = row;
      this.column = column;
      this.text = text;
    }
  }

  @Override
  public Iterator<NoDate> call(Iterator<RawBlock> blocks) {
    List<NoDate> found = new ArrayList<>();
    blocks.forEachRemaining(
        block ->
            formats.forEach((column, format) -> look(block, column, DateFormat.of(format), found)));
    return found.iterator();
  }

  /** Adds the block's first row with a text that is no date, if there is one. */
  private static void look(RawBlock block, int column, DateFormat dates, List<NoDate> found) {
    if (!(block.column(column) instanceof TextChunk texts)) {
      return;
    }
    List<String> distinct = texts.distinct();
    boolean[] wrong = new boolean[distinct.size()];
    for (int code = 0; code < wrong.length; code++) {
      wrong[code] = dates.read(distinct.get(code)) == null;
    }
    for (int row = 0; row < block.rows(); row++) {
      int code = texts.code(row);
      if (code != TextChunk.MISSING && wrong[code]) {
        RowPlace place = new RowPlace(block.key(), block.position(row));
        found.add(new NoDate(place, column, distinct.get(code)));
        return;
      }
    }
  }
}
