package io.kindling.partitioning.table;

import io.kindling.predictor.table.RawColumn;
import java.util.List;

/**
 * An opened source that is read on this machine, without Spark.
 *
 * @param name what errors call it: the path
 * @param columns in the order in which blocks have them
 * @param blocks of rows, in their global order
 * @param places tells a person where a row stands
 * @param notes what was found out about the source, a line each
 * @param head where the names of its columns stand
 */
public record LocalTable(
    String name,
    List<RawColumn> columns,
    LocalBlocks blocks,
    RawTable.Places places,
    List<String> notes,
    String head)
    implements OpenedTable {
  /** Copies. */
  public LocalTable {
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }
}
