package io.kindling.driver.training;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.shard.StratifiedSplit;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.TableColumns;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The training and validation rows of a training, packed.
 *
 * @param train to train on
 * @param validation to validate on
 * @param columns what stands in their rows
 */
record Datasets(ShardedData train, Optional<ShardedData> validation, TableColumns columns)
    implements AutoCloseable {
  private static final String TRAINING = "training rows";
  private static final String VALIDATION = "validation rows";

  /**
   * Counts, checks and packs. The tables were opened before.
   *
   * @param split the share of {@code train} to validate on instead of {@code validation}: of every
   *     class, where rows have one
   */
  static Datasets pack(
      JavaSparkContext context,
      SourceTable train,
      Optional<SourceTable> validation,
      double split,
      TargetRange targets,
      TrainingSpec spec) {
    Datasets datasets;
    if (split == 0) {
      long[] counts = RowScan.count(train, targets);
      long rows = Arrays.stream(counts).sum();
      checkBatch(train.name(), rows, spec);
      ShardAssignment all = ShardAssignment.all(rows, spec.seed(), spec.shards());
      datasets =
          new Datasets(
              ShardedData.pack(TRAINING, train, counts, all, tasks(context)),
              validation.map(
                  table ->
                      packAll(context, VALIDATION, table, targets, spec.shards(), spec.seed())),
              train.columns());
    } else if (spec.loss().task() == Task.CLASSES) {
      datasets = splitClasses(context, train, split, targets, spec);
    } else {
      datasets = splitRows(context, train, split, targets, spec);
    }
    datasets.train().shards().count(); // now, so that the first step is a step
    return datasets;
  }

  private static Datasets splitRows(
      JavaSparkContext context,
      SourceTable table,
      double split,
      TargetRange targets,
      TrainingSpec spec) {
    long[] counts = RowScan.count(table, targets);
    long rows = Arrays.stream(counts).sum();
    long kept = rows - Math.round(rows * split);
    checkSplit(rows, kept, split);
    checkBatch(table.name(), kept, spec);
    ShardAssignment first = ShardAssignment.first(kept, rows, spec.seed(), spec.shards());
    ShardAssignment rest =
        ShardAssignment.rest(kept, rows, spec.seed(), fewer(spec.shards(), rows - kept));
    return new Datasets(
        ShardedData.pack(TRAINING, table, counts, first, tasks(context)),
        Optional.of(ShardedData.pack(VALIDATION, table, counts, rest, tasks(context))),
        table.columns());
  }

  private static Datasets splitClasses(
      JavaSparkContext context,
      SourceTable table,
      double share,
      TargetRange targets,
      TrainingSpec spec) {
    long[][] counts = RowScan.countClasses(table, targets);
    long rows = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    StratifiedSplit split = new StratifiedSplit(counts, share, spec.seed());
    long held = split.heldOut();
    checkSplit(rows, rows - held, share);
    checkBatch(table.name(), rows - held, spec);
    ShardAssignment train = ShardAssignment.all(rows - held, spec.seed(), spec.shards());
    ShardAssignment validation = ShardAssignment.all(held, spec.seed(), fewer(spec.shards(), held));
    return new Datasets(
        ShardedData.pack(TRAINING, table, split, false, train, tasks(context)),
        Optional.of(ShardedData.pack(VALIDATION, table, split, true, validation, tasks(context))),
        table.columns());
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
    ShardAssignment all = ShardAssignment.all(rows, seed, fewer(shards, rows));
    return ShardedData.pack(name, table, counts, all, tasks(context));
  }

  /** Whether more tasks could work on them than do. */
  boolean haveRoom(JavaSparkContext context) {
    return train.tasks() < Math.min(train.shardCount(), tasks(context));
  }

  /** Divides them anew over the executors that are there. */
  void spread(JavaSparkContext context) {
    train.spread(tasks(context));
    validation.ifPresent(rows -> rows.spread(tasks(context)));
  }

  private static int tasks(JavaSparkContext context) {
    return Math.max(1, context.defaultParallelism());
  }

  private static int fewer(int shards, long rows) {
    return (int) Math.min(shards, rows);
  }

  private static void checkSplit(long rows, long kept, double split) {
    if (kept == 0 || kept == rows) {
      throw InvalidInputException.atSetting(
          "data.validation.split",
          "%s, which leaves %s of %s rows to train on".formatted(split, kept, rows),
          "a share that leaves rows on both sides");
    }
  }

  private static void checkBatch(String name, long rows, TrainingSpec spec) {
    if (spec.batchSize() > rows) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          Integer.toString(spec.batchSize()),
          "at most %s, the number of training rows in %s".formatted(rows, name));
    }
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(ShardedData::close);
  }
}
