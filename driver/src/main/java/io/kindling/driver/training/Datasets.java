package io.kindling.driver.training;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The training and validation rows of a training, packed.
 *
 * @param train to train on
 * @param validation to validate on
 * @param columns the names of the features, or none
 */
record Datasets(ShardedData train, Optional<ShardedData> validation, List<String> columns)
    implements AutoCloseable {

  /** Counts, checks and packs. The tables were opened before. */
  static Datasets pack(
      JavaSparkContext context,
      SourceTable train,
      Optional<SourceTable> validation,
      double split,
      TargetRange targets,
      TrainingSpec spec) {
    long[] counts = RowScan.count(train, targets);
    long rows = Arrays.stream(counts).sum();
    long kept = rows - Math.round(rows * split);
    checkSizes(train.name(), rows, kept, split, spec);
    int tasks = Math.max(1, context.defaultParallelism());
    ShardedData packed =
        ShardedData.pack(
            "training rows",
            train,
            counts,
            ShardAssignment.first(kept, rows, spec.seed(), spec.shards()),
            tasks);
    Optional<ShardedData> held =
        split > 0
            ? Optional.of(
                ShardedData.pack(
                    "validation rows",
                    train,
                    counts,
                    ShardAssignment.rest(
                        kept, rows, spec.seed(), fewer(spec.shards(), rows - kept)),
                    tasks))
            : validation.map(
                table ->
                    packAll(
                        context, "validation rows", table, targets, spec.shards(), spec.seed()));
    packed.shards().count(); // now, so that the first step is a step
    return new Datasets(packed, held, train.columns());
  }

  /** Counts, checks and packs a whole table. */
  static ShardedData packAll(
      JavaSparkContext context,
      String name,
      SourceTable table,
      TargetRange targets,
      int shards,
      long seed) {
    long[] counts = RowScan.count(table, targets);
    long rows = Arrays.stream(counts).sum();
    return ShardedData.pack(
        name,
        table,
        counts,
        ShardAssignment.all(rows, seed, fewer(shards, rows)),
        Math.max(1, context.defaultParallelism()));
  }

  private static int fewer(int shards, long rows) {
    return (int) Math.min(shards, rows);
  }

  private static void checkSizes(
      String name, long rows, long kept, double split, TrainingSpec spec) {
    if (split > 0 && (kept == 0 || kept == rows)) {
      throw InvalidInputException.atSetting(
          "data.validation.split",
          "%s, which leaves %d of %d rows to train on".formatted(split, kept, rows),
          "a share that leaves rows on both sides");
    }
    if (spec.batchSize() > kept) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          Integer.toString(spec.batchSize()),
          "at most %d, the number of training rows in %s".formatted(kept, name));
    }
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(ShardedData::close);
  }
}
