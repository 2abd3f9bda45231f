package io.kindling.partitioning.source.lines;

import io.kindling.predictor.table.UnreadableRowException;
import java.io.IOException;
import java.io.Serializable;

/** How rows are written in lines. */
@FunctionalInterface
public interface LineFormat extends Serializable {
  /**
   * A reader of the rows of one part.
   *
   * @throws UnreadableRowException when the file holds none of these rows
   */
  RowReader rows(TextFile file, FilePart part) throws IOException, UnreadableRowException;

  /** Whether an encoding can be declared; else files are in UTF-8, or have a byte order mark. */
  default boolean takesEncoding() {
    return false;
  }
}
