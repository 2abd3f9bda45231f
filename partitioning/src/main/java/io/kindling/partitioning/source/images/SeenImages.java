package io.kindling.partitioning.source.images;

import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.file.UserPath;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Images of the size that a model takes, or else that of the first one, with at most 64 pixels a
 * side, and its number of colours.
 *
 * @param path a folder of folders of images, or a folder of images
 */
public record SeenImages(String path) implements RowSource {
  private static final int IMAGE = 3;

  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    List<Integer> sizes =
        rules
            .shape()
            .map(Shape::dimensions)
            .filter(dimensions -> dimensions.size() == IMAGE)
            .orElseGet(() -> ImageGuess.shape(context.hadoopConfiguration(), path).dimensions());
    int channels = sizes.get(2);
    if (channels != 1 && channels != ImageSource.RGB) {
      throw InvalidInputException.at(
          UserPath.shown(path),
          "images, which have 1 or %s channels".formatted(ImageSource.RGB),
          "rows of %s, as the model takes".formatted(new Shape(sizes)));
    }
    return new ImageSource(path, sizes.get(0), sizes.get(1), channels).open(context, rules);
  }
}
