package io.kindling.partitioning.source.idx;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.LocalBlocks;
import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A pair of IDX files (the format of the MNIST database; LeCun, Cortes, Burges), compressed or not.
 * The columns are called features, of unsigned bytes, and label, of one byte for each row.
 *
 * @param features the path of the features: images of (rows, height, width) or (rows, height,
 *     width, channels), or vectors of (rows, length)
 * @param labels the path of the labels; null for rows to score
 */
public record IdxSource(String features, @Nullable String labels) implements RowSource {
  private static final long BYTES_PER_PARTITION = 64L << 20;
  // A compressed file cannot be entered in its middle: each partition reads all before it, too.
  private static final int MOST_COMPRESSED_PARTITIONS = 4;

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    Pair pair = pair(context.hadoopConfiguration(), rules);
    List<IdxRange> ranges = ranges(pair.rows());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    return new RawTable(
        pair.rows().name(),
        pair.columns(),
        context
            .parallelize(ranges, ranges.size())
            .flatMap(new IdxReader(hadoop, pair.rows(), pair.targets(), pair.columns(), rules)),
        pair,
        List.of());
  }

  @Override
  public Optional<LocalTable> openLocally(Configuration configuration, CellRules rules) {
    Pair pair = pair(configuration, rules);
    List<LocalBlocks.Part> parts =
        ranges(pair.rows()).stream().map(range -> part(configuration, rules, pair, range)).toList();
    String name = pair.rows().name();
    return Optional.of(
        new LocalTable(name, pair.columns(), new LocalBlocks(parts), pair, List.of(), name));
  }

  private static LocalBlocks.Part part(
      Configuration configuration, CellRules rules, Pair pair, IdxRange range) {
    return () ->
        new IdxBlocks(configuration, pair.rows(), pair.targets(), pair.columns(), rules, range);
  }

  private Pair pair(Configuration configuration, CellRules rules) {
    IdxFile rows = IdxFile.of(configuration, features);
    List<RawColumn> columns = new ArrayList<>();
    columns.add(new RawColumn("features", CellType.BYTES, shape(rows)));
    rows.checkHoldsARow();
    IdxFile targets = null;
    if (labels != null) {
      targets = labels(configuration, labels, rows);
      columns.add(RawColumn.number("label"));
    }
    return new Pair(rows, targets, ColumnTypes.declared(rows.name(), columns, rules));
  }

  /** The files, and what their rows consist of. */
  private record Pair(IdxFile rows, @Nullable IdxFile targets, List<RawColumn> columns)
      implements RawTable.Places {
    @Override
    public String place(String unit, long start, long position) {
      return position < IdxBlocks.FEATURES
          ? rowOf(unit, position)
          : rowOf(rows.name(), position - IdxBlocks.FEATURES);
    }
  }

  private static String rowOf(String file, long row) {
    return "%s, row %s".formatted(file, row);
  }

  private static IdxFile labels(Configuration configuration, String labels, IdxFile rows) {
    IdxFile file = IdxFile.of(configuration, labels);
    IdxHeader header = file.header();
    if (!header.dimensions().isEmpty()) {
      throw InvalidInputException.at(
          file.name(), header.dimensions().size() + 1 + " dimensions", "1, a label for each row");
    }
    if (header.rows() != rows.header().rows()) {
      throw InvalidInputException.at(
          file.name(),
          header.rows() + " labels",
          "%s, one for each row of %s".formatted(rows.header().rows(), rows.name()));
    }
    return file;
  }

  private static Shape shape(IdxFile file) {
    List<Integer> dimensions = file.header().dimensions();
    if (dimensions.isEmpty() || dimensions.size() > 3) {
      throw InvalidInputException.at(
          file.name(),
          dimensions.size() + 1 + " dimensions",
          "2 to 4: rows, then a length, height and width, or height, width and channels");
    }
    List<Integer> sizes = new ArrayList<>(dimensions);
    if (sizes.size() == 2) {
      sizes.add(1);
    }
    return InvalidInputException.placing(file.name(), () -> new Shape(sizes));
  }

  private static List<IdxRange> ranges(IdxFile file) {
    IdxHeader header = file.header();
    long bytes = Math.min((long) header.rows() * header.rowSize(), file.mostBytes());
    long pieces = Math.max(1, (bytes + BYTES_PER_PARTITION - 1) / BYTES_PER_PARTITION);
    if (file.isPacked()) {
      pieces = Math.min(pieces, MOST_COMPRESSED_PARTITIONS);
    }
    List<IdxRange> ranges = new ArrayList<>();
    for (long i = 0; i < pieces; i++) {
      ranges.add(
          new IdxRange(
              (int) (i * header.rows() / pieces), (int) ((i + 1) * header.rows() / pieces)));
    }
    return ranges;
  }
}
