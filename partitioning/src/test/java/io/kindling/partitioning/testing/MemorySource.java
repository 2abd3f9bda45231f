package io.kindling.partitioning.testing;

import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.source.Roles;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.BlockIterator;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.row.RowCells;
import io.kindling.predictor.row.RowPlan;
import io.kindling.predictor.table.BadRow;
import io.kindling.predictor.table.BlockBuilder;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import io.kindling.predictor.table.UnreadableRowException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;

/**
 * Rows of an RDD with a column of vectors or bytes, one for each target, and perhaps one of
 * weights.
 *
 * @param name what errors call them
 * @param type of the features: vectors, sparse ones or bytes
 */
public record MemorySource(
    String name, Shape shape, CellType type, JavaRDD<MemoryRow> rows, Roles roles)
    implements RowSource {
  /** Rows with labels of this name. */
  public MemorySource(
      String name, Shape shape, CellType type, JavaRDD<MemoryRow> rows, String... labels) {
    this(name, shape, type, rows, new Roles(List.of(labels), Optional.empty()));
  }

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    List<RawColumn> columns = columns(shape, type, roles);
    return new RawTable(
        name,
        columns,
        rows.mapPartitionsWithIndex(new ToBlocks(columns), true),
        (unit, start, position) ->
            position == BadRow.WHOLE_UNIT ? name + ", partition " + start : "row " + position,
        List.of());
  }

  private static List<RawColumn> columns(Shape shape, CellType type, Roles roles) {
    List<RawColumn> columns = new ArrayList<>();
    columns.add(new RawColumn("features", type, shape));
    roles.labels().forEach(label -> columns.add(RawColumn.number(label)));
    roles.weight().ifPresent(weight -> columns.add(RawColumn.number(weight)));
    return columns;
  }

  /** The rows, read. */
  public ReadTable read(JavaSparkContext context) {
    return TableReader.read(context, this, FeatureColumns.AS_FOUND, Use.LABELLED);
  }

  /** A row as tasks see it, of bytes where the block that it is for is one of bytes. */
  public static RowCells cells(CellType type, MemoryRow row, boolean weighted) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < row.targets.length; i++) {
      labels.add("label" + i);
    }
    int width = row.bytes == null ? row.numbers.length : row.bytes.length;
    Roles roles = new Roles(labels, weighted ? Optional.of("weight") : Optional.empty());
    List<RawColumn> columns = columns(Shape.vector(width), type, roles);
    RawBlock block = new Blocks("", 0, columns, List.of(row).iterator()).next();
    List<Integer> targets = new ArrayList<>();
    labels.forEach(label -> targets.add(targets.size() + 1));
    return new RowCells(
        RowPlan.of(
            List.of(0),
            List.of(new Column("features", new Numeric())),
            width,
            targets,
            weighted ? columns.size() - 1 : -1),
        block);
  }

  private static final class ToBlocks
      implements Function2<Integer, Iterator<MemoryRow>, Iterator<RawBlock>>, Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<RawColumn> columns;

    ToBlocks(List<RawColumn> columns) {
      this.columns = new ArrayList<>(columns);
    }

    @Override
    public Iterator<RawBlock> call(Integer partition, Iterator<MemoryRow> rows) {
      return new Blocks("memory", partition, columns, rows);
    }
  }

  private static final class Blocks extends BlockIterator {
    private final String unit;
    private final long start;
    private final List<RawColumn> columns;
    private final Iterator<MemoryRow> rows;
    private long position;

    Blocks(String unit, long start, List<RawColumn> columns, Iterator<MemoryRow> rows) {
      this.unit = unit;
      this.start = start;
      this.columns = columns;
      this.rows = rows;
    }

    @Override
    protected BlockBuilder builder() {
      return new BlockBuilder(unit, start, columns, CellRules.NONE);
    }

    @Override
    protected boolean readRows(BlockBuilder builder) throws UnreadableRowException {
      if (!rows.hasNext()) {
        return false;
      }
      MemoryRow row = rows.next();
      if (!row.found.isEmpty()) {
        throw new UnreadableRowException(position, row.found, row.expected);
      }
      if (row.bytes == null && columns.get(0).type() == CellType.SPARSE) {
        int[] places =
            IntStream.range(0, row.numbers.length).filter(i -> row.numbers[i] != 0).toArray();
        builder.sparse(0, places, IntStream.of(places).mapToDouble(i -> row.numbers[i]).toArray());
      } else if (row.bytes == null) {
        builder.vector(0, row.numbers);
      } else {
        builder.bytes(0, row.bytes);
      }
      for (int i = 0; i < row.targets.length; i++) {
        builder.number(1 + i, row.targets[i]);
      }
      if (columns.size() > 1 + row.targets.length) {
        builder.number(columns.size() - 1, row.weight);
      }
      builder.endRow(position++);
      return true;
    }
  }
}
