package io.kindling.partitioning.source;

import io.kindling.kernels.spec.Shape;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * An opened source.
 *
 * @param name what errors call it: the path
 * @param shape of a row
 * @param storage how its rows are best kept
 * @param rows in the global order: partition after partition
 * @param places tells a person where a row stands; called on the driver
 * @param columns the names of the features, or none where they have no names
 * @param targets how many targets a row has
 * @param weighted whether rows count differently
 */
public record SourceTable(
    String name,
    Shape shape,
    Storage storage,
    JavaRDD<SourceRow> rows,
    Places places,
    List<String> columns,
    int targets,
    boolean weighted) {
  /** A table of rows with one target, which all count alike. */
  public SourceTable(
      String name,
      Shape shape,
      Storage storage,
      JavaRDD<SourceRow> rows,
      Places places,
      List<String> columns) {
    this(name, shape, storage, rows, places, columns, 1, false);
  }

  /** What a packed row consists of. */
  public RowLayout layout() {
    return new RowLayout(storage, shape.size(), targets, weighted);
  }

  /** What a person calls a feature. */
  public String featureName(int feature) {
    return columns.isEmpty() ? "feature " + feature : "column '%s'".formatted(columns.get(feature));
  }

  /** Tells where a row stands. */
  @FunctionalInterface
  public interface Places {
    /** For example {@code train.csv:17} for a unit and a position in it. */
    String place(String unit, long position);
  }
}
