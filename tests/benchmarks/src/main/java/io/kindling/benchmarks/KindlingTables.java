package io.kindling.benchmarks;

import io.kindling.driver.data.BatchRule;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.partitioning.source.sql.ParquetSource;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;

/** All that the benchmark of reading knows of how Kindling reads. */
final class KindlingTables {
  /** What Kindling can read, by format: a new source is a new row. */
  private static final Map<String, Function<Path, RowSource>> SOURCES =
      Map.of(
          "csv",
          path -> new CsvSource(path.toString()).labelled(TableFiles.LABEL),
          "idx",
          path -> new IdxSource(path + "-images", path + "-labels"),
          "parquet",
          path -> new ParquetSource(path.toString()).labelled(TableFiles.LABEL));

  private KindlingTables() {}

  /** Whether there is a source for a format. */
  static boolean reads(String format) {
    return SOURCES.containsKey(format);
  }

  /**
   * Does what a training does before its first step, from looking at files to shards that are
   * cached and scaling that is fitted, and gives the shards back.
   *
   * @param images whether the rows are images of ten classes, or numbers of two
   */
  static void pack(JavaSparkContext context, String format, Path path, boolean images) {
    RowSource source = Objects.requireNonNull(SOURCES.get(format)).apply(path);
    BatchRule batches = new BatchRule(OptionalInt.of(1024), OptionalInt.of(8), 1);
    try (OpenedData opened = OpenedData.open(context, TrainingData.of(source));
        PreparedData packed =
            images
                ? PreparedData.pack(
                    context,
                    opened,
                    new SoftmaxCrossEntropy(),
                    10,
                    ScaleMode.UNIT,
                    ScaleMode.NONE,
                    batches)
                : PreparedData.pack(
                    context,
                    opened,
                    new BinaryCrossEntropy(),
                    1,
                    ScaleMode.STANDARDIZE,
                    ScaleMode.NONE,
                    batches)) {
      packed.sampler();
    }
  }
}
