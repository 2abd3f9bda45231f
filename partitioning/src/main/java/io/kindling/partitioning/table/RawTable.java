package io.kindling.partitioning.table;

import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * An opened source: its columns are known, its rows not read yet.
 *
 * @param name what errors call it: the path
 * @param columns in the order in which blocks have them
 * @param blocks of rows. The rows' global order is that of the blocks' {@linkplain RawBlock#key()
 *     keys}, and does not depend on how they are divided into partitions or blocks
 * @param places tells a person where a row stands; called on the driver
 * @param notes what was found out about the source that a person may want to check, a line each
 * @param again the same blocks, computed anew, where they might come out others; nothing where
 *     reading again surely gives the same rows, as files do
 * @param head where the names of its columns stand
 */
public record RawTable(
    String name,
    List<RawColumn> columns,
    JavaRDD<RawBlock> blocks,
    Places places,
    List<String> notes,
    Optional<JavaRDD<RawBlock>> again,
    String head)
    implements OpenedTable {
  /** Copies. */
  public RawTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** A table of files. */
  public RawTable(
      String name,
      List<RawColumn> columns,
      JavaRDD<RawBlock> blocks,
      Places places,
      List<String> notes) {
    this(name, columns, blocks, places, notes, Optional.empty(), name);
  }

  /** Tells where a row stands. */
  @FunctionalInterface
  public interface Places {
    /**
     * For example {@code train.csv:17}.
     *
     * @param unit of the block, such as a file
     * @param start of the block
     * @param position of the row, or {@link BadRow#WHOLE_UNIT}
     */
    String place(String unit, long start, long position);
  }
}
