package io.kindling.partitioning.table;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockKey;
import io.kindling.predictor.table.RawColumn;
import java.util.List;

/** An opened source, whose columns are known, wherever its rows are read. */
public interface OpenedTable {
  /** What errors call it: the path. */
  String name();

  /** In the order in which blocks have them. */
  List<RawColumn> columns();

  /** Tells a person where a row stands. */
  RawTable.Places places();

  /** What was found out about the source that a person may want to check, a line each. */
  List<String> notes();

  /** Where the names of its columns stand. */
  String head();

  /** The error of rows that are others than they were in a block. */
  default InvalidInputException changed(BlockKey block) {
    return InvalidInputException.at(
        places().place(block.unit(), block.start(), BadRow.WHOLE_UNIT),
        "other rows than when they were counted",
        "the same rows in the same order each time they are read");
  }
}
