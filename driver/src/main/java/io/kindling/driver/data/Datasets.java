package io.kindling.driver.data;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.shard.StratifiedSplit;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The training and validation rows of a training, packed.
 *
 * @param train to train on
 * @param validation to validate on
 * @param columns what stands in their rows
 */
public record Datasets(ShardedData train, Optional<ShardedData> validation, TableColumns columns)
    implements AutoCloseable {
  private static final String TRAINING = "training rows";
  private static final String VALIDATION = "validation rows";

  /**
   * Counts and checks the rows, and declares how they are packed.
   *
   * @param opened with a split, that share of the training rows validates: of every class, where
   *     rows have one
   */
  static Datasets declare(
      JavaSparkContext context,
      OpenedData opened,
      Loss loss,
      TargetRange targets,
      Batching batching) {
    SourceTable train = opened.train();
    double split = opened.validationSplit();
    if (split > 0) {
      return loss.task() == Task.MULTICLASS
          ? splitClasses(context, train, split, targets, batching)
          : splitRows(context, train, split, targets, batching);
    }
    long[] counts = RowScan.count(train, targets);
    long rows = Arrays.stream(counts).sum();
    checkBatch(train.name(), rows, batching);
    ShardAssignment all = ShardAssignment.all(rows, batching.seed(), batching.shards());
    return new Datasets(
        ShardedData.pack(TRAINING, train, counts, all, tasks(context)),
        opened
            .validation()
            .map(
                table ->
                    packAll(
                        context,
                        VALIDATION,
                        table,
                        targets,
                        held -> fewer(batching.shards(), held),
                        batching.seed())),
        train.columns());
  }

  /**
   * Packs the training rows now, so that the first step is a step; the others when they are due.
   */
  void pack() {
    train.shards().count();
  }

  private static Datasets splitRows(
      JavaSparkContext context,
      SourceTable table,
      double split,
      TargetRange targets,
      Batching batching) {
    long[] counts = RowScan.count(table, targets);
    long rows = Arrays.stream(counts).sum();
    long kept = rows - Math.round(rows * split);
    checkSplit(rows, kept, split);
    checkBatch(table.name(), kept, batching);
    ShardAssignment first = ShardAssignment.first(kept, rows, batching.seed(), batching.shards());
    ShardAssignment rest =
        ShardAssignment.rest(kept, rows, batching.seed(), fewer(batching.shards(), rows - kept));
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
      Batching batching) {
    long[][] counts = RowScan.countClasses(table, targets);
    long rows = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    StratifiedSplit split = new StratifiedSplit(counts, share, batching.seed());
    long held = split.heldOut();
    checkSplit(rows, rows - held, share);
    checkBatch(table.name(), rows - held, batching);
    ShardAssignment train = ShardAssignment.all(rows - held, batching.seed(), batching.shards());
    ShardAssignment validation =
        ShardAssignment.all(held, batching.seed(), fewer(batching.shards(), held));
    return new Datasets(
        ShardedData.pack(TRAINING, table, split, false, train, tasks(context)),
        Optional.of(ShardedData.pack(VALIDATION, table, split, true, validation, tasks(context))),
        table.columns());
  }

  /**
   * Counts, checks and packs a whole table.
   *
   * @param shards how many shards so many rows have
   */
  public static ShardedData packAll(
      JavaSparkContext context,
      String name,
      SourceTable table,
      TargetRange targets,
      LongToIntFunction shards,
      long seed) {
    long[] counts = RowScan.count(table, targets);
    long rows = Arrays.stream(counts).sum();
    ShardAssignment all = ShardAssignment.all(rows, seed, shards.applyAsInt(rows));
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

  private static void checkBatch(String name, long rows, Batching batching) {
    if (batching.batchSize() > rows) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          Integer.toString(batching.batchSize()),
          "at most %s, the number of training rows in %s".formatted(rows, name));
    }
  }

  @Override
  public void close() {
    try {
      train.close();
    } finally {
      validation.ifPresent(ShardedData::close);
    }
  }
}
