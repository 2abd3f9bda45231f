package io.kindling.partitioning.reading;

import io.kindling.partitioning.column.Column;
import java.util.List;

/**
 * What is known of the features of rows before they are read, from those that were trained on.
 *
 * @param columns with their categories; none where they have no names, or nothing is known
 * @param width how many values a row keeps; 0 where that is not known
 */
public record KnownFeatures(List<Column> columns, int width) {
  /** Nothing is known. */
  public static final KnownFeatures NOTHING = new KnownFeatures(List.of(), 0);

  /** Copies. */
  public KnownFeatures {
    columns = List.copyOf(columns);
  }
}
