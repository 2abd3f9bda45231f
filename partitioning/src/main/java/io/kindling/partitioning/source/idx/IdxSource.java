package io.kindling.partitioning.source.idx;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.column.FeatureColumns;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.Storage;
import io.kindling.partitioning.source.file.InputFiles;
import io.kindling.partitioning.source.file.UserPath;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A pair of IDX files (the format of the MNIST database; LeCun, Cortes, Burges), compressed or not:
 * features of unsigned bytes, and a label of one byte for each row.
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
  public SourceTable open(JavaSparkContext context, FeatureColumns declared) {
    Configuration configuration = context.hadoopConfiguration();
    String name = UserPath.shown(features);
    Path featuresPath = InputFiles.single(configuration, features).getPath();
    IdxHeader header = header(configuration, name, featuresPath);
    Shape shape = shape(header);
    IdxReader.File labelsFile = labels == null ? null : labels(configuration, labels, header);

    List<IdxRange> ranges = ranges(header, featuresPath);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(configuration));
    IdxReader reader =
        new IdxReader(
            hadoop, new IdxReader.File(name, featuresPath.toString(), header), labelsFile);
    return new SourceTable(
        name,
        shape,
        Storage.UINT8,
        context.parallelize(ranges, ranges.size()).flatMap(reader),
        (unit, row) -> "%s, row %s".formatted(unit, row),
        TableColumns.nameless(
            declared.missing(), labels == null ? new String[0] : new String[] {"label"}));
  }

  private static IdxHeader header(Configuration configuration, String name, Path path) {
    try (DataInputStream in = new DataInputStream(InputFiles.open(configuration, path))) {
      return IdxHeader.read(name, in);
    } catch (IOException | RuntimeException e) {
      throw InputFiles.unreadable(name, e);
    }
  }

  private IdxReader.File labels(Configuration configuration, String labels, IdxHeader rows) {
    String name = UserPath.shown(labels);
    Path path = InputFiles.single(configuration, labels).getPath();
    IdxHeader header = header(configuration, name, path);
    if (!header.dimensions().isEmpty()) {
      throw InvalidInputException.at(
          name, header.dimensions().size() + 1 + " dimensions", "1, a label for each row");
    }
    if (header.rows() != rows.rows()) {
      throw InvalidInputException.at(
          name,
          header.rows() + " labels",
          "%s, one for each row of %s".formatted(rows.rows(), UserPath.shown(features)));
    }
    return new IdxReader.File(name, path.toString(), header);
  }

  private Shape shape(IdxHeader header) {
    List<Integer> dimensions = header.dimensions();
    if (dimensions.isEmpty() || dimensions.size() > 3) {
      throw InvalidInputException.at(
          UserPath.shown(features),
          dimensions.size() + 1 + " dimensions",
          "2 to 4: rows, then a length, height and width, or height, width and channels");
    }
    List<Integer> sizes = new ArrayList<>(dimensions);
    if (sizes.size() == 2) {
      sizes.add(1);
    }
    try {
      return new Shape(sizes);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(UserPath.shown(features) + ": " + e.getMessage());
    }
  }

  private static List<IdxRange> ranges(IdxHeader header, Path path) {
    long bytes = (long) header.rows() * header.rowSize();
    long pieces = Math.max(1, (bytes + BYTES_PER_PARTITION - 1) / BYTES_PER_PARTITION);
    if (path.getName().endsWith(".gz")) {
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
