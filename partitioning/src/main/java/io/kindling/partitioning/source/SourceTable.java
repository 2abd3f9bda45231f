package io.kindling.partitioning.source;

import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.Column;
import io.kindling.partitioning.column.OneHot;
import io.kindling.partitioning.column.Origins;
import io.kindling.partitioning.column.TableColumns;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * An opened source.
 *
 * @param name what errors call it: the path
 * @param shape of a row as it is kept: a value for each column
 * @param storage how its rows are best kept
 * @param rows in the global order: partition after partition
 * @param places tells a person where a row stands; called on the driver
 * @param columns what stands in a row
 * @param origins what is taken off its numbers when they are kept
 */
public record SourceTable(
    String name,
    Shape shape,
    Storage storage,
    JavaRDD<SourceRow> rows,
    Places places,
    TableColumns columns,
    Origins origins) {

  /** A table whose numbers are kept as they are. */
  public SourceTable(
      String name,
      Shape shape,
      Storage storage,
      JavaRDD<SourceRow> rows,
      Places places,
      TableColumns columns) {
    this(name, shape, storage, rows, places, columns, Origins.NONE);
  }

  /** Targets in a row. */
  public int targetsPerRow() {
    return columns.targets().size();
  }

  /** What a packed row consists of. */
  public RowLayout layout() {
    return new RowLayout(storage, shape.size(), targetsPerRow(), columns.weighted());
  }

  /**
   * The table whose {@link OneHot} columns have the categories of {@code fitted}, by position: its
   * rows hold a category's number, or −1 for a value that is none of them.
   */
  public SourceTable withCategories(List<Column> fitted) {
    if (fitted.stream().noneMatch(Column::isOneHot)) {
      return this;
    }
    return new SourceTable(
        name,
        shape,
        storage,
        rows.map(new ToCategories(fitted)),
        places,
        new TableColumns(fitted, columns.targets(), columns.weighted(), columns.missing()),
        origins);
  }

  /** The table with these origins. Bytes are kept as float32 then: what is left of them is none. */
  public SourceTable withOrigins(Origins other) {
    Storage keptAs = other.isEmpty() ? storage : Storage.FLOAT32;
    return new SourceTable(name, shape, keptAs, rows, places, columns, other);
  }

  /** The features of each row as they are kept, in the order of the rows. */
  public JavaRDD<float[]> kept() {
    return rows.map(new ToKept(origins));
  }

  /** Tells where a row stands. */
  @FunctionalInterface
  public interface Places {
    /** For example {@code train.csv:17} for a unit and a position in it. */
    String place(String unit, long position);
  }
}
