package io.kindling.partitioning.source.lines;

import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;

/** Reads the rows of one part of a file. */
@FunctionalInterface
public interface RowReader {
  /** Reads nothing. */
  RowReader NOTHING = builder -> false;

  /**
   * Gives the cells of the next row to a builder and ends it, with the number of its line in the
   * part, from 0, for its position.
   *
   * @return false when there is none
   * @throws UnreadableRowException when it is no row
   * @throws IOException when the file cannot be read
   */
  boolean readRow(BlockBuilder builder) throws IOException, UnreadableRowException;
}
