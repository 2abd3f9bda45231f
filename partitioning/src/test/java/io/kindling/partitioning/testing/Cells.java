package io.kindling.partitioning.testing;

import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.ByteChunk;
import io.kindling.predictor.table.ColumnChunk;
import io.kindling.predictor.table.NumberChunk;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.SkippedChunk;
import io.kindling.predictor.table.SparseChunk;
import io.kindling.predictor.table.TextChunk;
import io.kindling.predictor.table.VectorChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the blocks of a table hold, in the order of their keys, as text that can be compared. */
public final class Cells {
  private Cells() {}

  /** The blocks in their order. */
  public static List<RawBlock> blocks(RawTable table) {
    return table.blocks().collect().stream().sorted(Comparator.comparing(RawBlock::key)).toList();
  }

  /** The rows, such as {@code 1.0, red, [0.5, 2.0]}, and the bad ones as their error says. */
  public static List<String> rows(RawTable table) {
    List<String> rows = new ArrayList<>();
    for (RawBlock block : blocks(table)) {
      for (int row = 0; row < block.rows(); row++) {
        StringJoiner cells = new StringJoiner(", ");
        for (ColumnChunk column : block.columns()) {
          cells.add(cell(column, row));
        }
        rows.add(cells.toString());
      }
      if (block.bad() != null) {
        rows.add(error(table, block, block.bad()));
      }
    }
    return rows;
  }

  /** The places of the rows. */
  public static List<String> places(RawTable table) {
    List<String> places = new ArrayList<>();
    for (RawBlock block : blocks(table)) {
      for (int row = 0; row < block.rows(); row++) {
        places.add(
            table.places().place(block.key().unit(), block.key().start(), block.position(row)));
      }
    }
    return places;
  }

  /** What is wrong with the first bad row; nothing where there is none. */
  public static String error(RawTable table) {
    for (RawBlock block : blocks(table)) {
      if (block.bad() != null) {
        return error(table, block, block.bad());
      }
    }
    return "";
  }

  /** The columns, such as {@code x NUMBER 1}. */
  public static List<String> columns(RawTable table) {
    return table.columns().stream()
        .map(column -> column.name() + " " + column.type() + " " + column.shape())
        .toList();
  }

  static String error(RawTable table, RawBlock block, BadRow bad) {
    String place = table.places().place(block.key().unit(), block.key().start(), bad.position());
    return "%s: found %s, expected %s".formatted(place, bad.found(), bad.expected());
  }

  private static String cell(ColumnChunk chunk, int row) {
    if (chunk instanceof NumberChunk numbers) {
      return row == numbers.strayRow()
          ? "'" + numbers.stray() + "'"
          : Double.toString(numbers.number(row));
    } else if (chunk instanceof TextChunk texts) {
      return texts.code(row) == TextChunk.MISSING ? "missing" : texts.text(row);
    } else if (chunk instanceof ByteChunk bytes) {
      return IntStream.range(row * bytes.width(), (row + 1) * bytes.width())
          .mapToObj(i -> Integer.toString(bytes.values()[i] & 0xff))
          .collect(Collectors.joining(" ", "[", "]"));
    } else if (chunk instanceof VectorChunk vectors) {
      int width = vectors.width();
      return Arrays.toString(Arrays.copyOfRange(vectors.values(), row * width, (row + 1) * width));
    } else if (chunk instanceof SparseChunk sparse) {
      return IntStream.range(sparse.start(row), sparse.start(row + 1))
          .mapToObj(i -> sparse.indices()[i] + "=" + sparse.values()[i])
          .collect(Collectors.joining(" ", "{", "}"));
    }
    return chunk instanceof SkippedChunk ? "skipped" : chunk.toString();
  }
}
