package io.kindling.partitioning.reading;

import io.kindling.partitioning.table.BlockSummary;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.NumberText;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.TextChunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Gives what each row is called: its values in some columns, or its number from 1. */
final class ToRowNames implements FlatMapFunction<Iterator<RawBlock>, String[]> {
  private static final long serialVersionUID = 1L;

  private final int[] columns;
  private final HashMap<BlockKey, Long> rowsBefore = new HashMap<>();

  ToRowNames(int[] columns, List<BlockSummary> blocks) {
    this.columns = columns;
    long rows = 0;
    for (BlockSummary block : columns.length == 0 ? blocks : List.<BlockSummary>of()) {
      rowsBefore.put(block.key(), rows);
      rows += block.rows();
    }
  }

  @Override
  public Iterator<String[]> call(Iterator<RawBlock> blocks) {
    Stream<RawBlock> stream =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(blocks, Spliterator.ORDERED), false);
    return stream.flatMap(block -> names(block).stream()).iterator();
  }

  private List<String[]> names(RawBlock block) {
    List<String[]> names = new ArrayList<>(block.rows());
    for (int row = 0; row < block.rows(); row++) {
      names.add(columns.length == 0 ? number(block, row) : values(block, row));
    }
    return names;
  }

  private String[] number(RawBlock block, int row) {
    long before = Objects.requireNonNull(rowsBefore.get(block.key()), "a block that was scanned");
    return new String[] {Long.toString(before + row + 1)};
  }

  private String[] values(RawBlock block, int row) {
    String[] values = new String[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = text(block.column(columns[i]), row);
    }
    return values;
  }

  private static String text(ColumnChunk chunk, int row) {
    if (chunk instanceof TextChunk texts) {
      return texts.text(row);
    }
    if (chunk instanceof NumberChunk numbers) {
      return NumberText.of(numbers.number(row));
    }
    throw new IllegalStateException("a column that was not read as single values: " + chunk);
  }
}
