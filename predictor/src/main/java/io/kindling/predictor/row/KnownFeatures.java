package io.kindling.predictor.row;

import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.table.NumberNotation;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the features of rows before they are read, from those that were trained on.
 *
 * @param columns with their categories; none where they have no names, or nothing is known
 * @param shape of what a row keeps, if it is known
 * @param notation how numbers were written, those of labels too
 * @param vector the name of the one column that holds all of them, in rows that have it; of columns
 *     with names there is none
 */
public record KnownFeatures(
    List<Column> columns, Optional<Shape> shape, NumberNotation notation, Optional<String> vector) {
  /** Nothing is known. */
  public static final KnownFeatures NOTHING = new KnownFeatures(List.of(), Optional.empty());

  /** Features whose numbers may be written as they come. */
  public KnownFeatures(List<Column> columns, Optional<Shape> shape) {
    this(columns, shape, NumberNotation.UNKNOWN, Optional.empty());
  }

  /** Copies. */
  public KnownFeatures {
    columns = List.copyOf(columns);
  }
}
