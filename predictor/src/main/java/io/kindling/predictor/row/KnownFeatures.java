package io.kindling.predictor.row;

import io.kindling.kernels.spec.Shape;
import io.kindling.predictor.column.Column;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the features of rows before they are read, from those that were trained on.
 *
 * @param columns with their categories; none where they have no names, or nothing is known
 * @param shape of what a row keeps, if it is known
 */
public record KnownFeatures(List<Column> columns, Optional<Shape> shape) {
  /** Nothing is known. */
  public static final KnownFeatures NOTHING = new KnownFeatures(List.of(), Optional.empty());

  /** Copies. */
  public KnownFeatures {
    columns = List.copyOf(columns);
  }
}
