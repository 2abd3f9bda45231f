package io.kindling.partitioning.source.images;

import io.kindling.kernels.spec.Require;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.ColumnTypes;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.CellType;
import io.kindling.predictor.table.RawColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Images of PNG, JPEG and what else Java decodes, all scaled to one size. The columns are called
 * features, of unsigned bytes (height, width, channels), and label, the name of the folder below
 * the path that an image is in; there is none where images lie in the folder itself. Rows are
 * ordered by path.
 *
 * @param path a folder of folders of images, or a folder of images
 * @param channels 1 for grey, 3 for red, green and blue; transparency is left out
 */
public record ImageSource(String path, int height, int width, int channels) implements RowSource {
  static final int RGB = 3;
  private static final int MOST_VALUES = 1 << 24; // as 4096 x 4096 in grey
  private static final int TASKS_PER_CORE = 4;

  /** Checks the size. */
  public ImageSource {
    Require.atLeast(1, "The height of images", height);
    Require.atLeast(1, "The width of images", width);
    if (channels != 1 && channels != RGB) {
      throw new IllegalArgumentException("Images must have 1 or 3 channels, got " + channels);
    }
    if ((double) height * width * channels > MOST_VALUES) {
      throw new IllegalArgumentException(
          "Images must have at most %s values, got %s x %s x %s"
              .formatted(MOST_VALUES, height, width, channels));
    }
  }

  /** Images in colour. */
  public ImageSource(String path, int height, int width) {
    this(path, height, width, RGB);
  }

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    Configuration configuration = context.hadoopConfiguration();
    List<ImageFile> files = ImageFolder.list(configuration, path);
    if (rules.isLenient() || rules.isLabel("label")) {
      ImageFolder.checkLabelled(configuration, path, files);
    }
    List<RawColumn> columns = new ArrayList<>();
    columns.add(new RawColumn("features", CellType.BYTES, Shape.image(height, width, channels)));
    if (!files.get(0).label().isEmpty()) {
      columns.add(RawColumn.text("label"));
    }
    List<RawColumn> declared = ColumnTypes.declared(UserPath.shown(path), columns, rules);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(configuration));
    int tasks = Math.min(files.size(), TASKS_PER_CORE * context.defaultParallelism());
    return new RawTable(
        UserPath.shown(path),
        declared,
        context
            .parallelize(files, tasks)
            .mapPartitionsWithIndex(new ImageReader(hadoop, declared, rules), true),
        (unit, start, position) -> UserPath.shown(new Path(files.get((int) position).path())),
        List.of());
  }
}
