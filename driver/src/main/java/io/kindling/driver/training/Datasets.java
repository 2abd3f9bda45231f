package io.kindling.driver.training;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.preprocess.Precision;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.shard.StratifiedSplit;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.TableScan;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The training and validation rows of a training, packed.
 *
 * @param train to train on
 * @param validation to validate on
 * @param columns what stands in their rows
 * @param warning what their numbers lose as float32, if it matters
 */
record Datasets(
    ShardedData train,
    Optional<ShardedData> validation,
    TableColumns columns,
    Optional<String> warning)
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
    if (split == 0) {
      TableScan scan = RowScan.scan(train, targets);
      long rows = scan.rows();
      checkBatch(train.name(), rows, spec);
      ShardAssignment all = ShardAssignment.all(rows, spec.seed(), spec.shards());
      SourceTable kept = kept(train, scan, spec);
      return both(
          ShardedData.pack(TRAINING, kept, scan, all, tasks(context)),
          () ->
              validation
                  .map(table -> table.withOrigins(kept.origins()))
                  .map(
                      table ->
                          packAll(context, VALIDATION, table, targets, spec.shards(), spec.seed())),
          kept,
          scan,
          spec);
    }
    return spec.loss().task() == Task.CLASSES
        ? splitClasses(context, train, split, targets, spec)
        : splitRows(context, train, split, targets, spec);
  }

  /** The table, whose numbers are kept as far from their origins as the declared scaling allows. */
  private static SourceTable kept(SourceTable table, TableScan scan, TrainingSpec spec) {
    return table.withOrigins(Precision.origins(spec.scale(), table.columns(), scan.ranges()));
  }

  /** Packs the rows to validate on, too; if that fails, those to train on are given back. */
  private static Datasets both(
      ShardedData train,
      Supplier<Optional<ShardedData>> validation,
      SourceTable table,
      TableScan scan,
      TrainingSpec spec) {
    try {
      Optional<String> warning = Precision.warning(spec.scale(), table.columns(), scan.ranges());
      return new Datasets(train, validation.get(), table.columns(), warning);
    } catch (Throwable e) {
      train.close();
      throw e;
    }
  }

  private static Datasets splitRows(
      JavaSparkContext context,
      SourceTable table,
      double split,
      TargetRange targets,
      TrainingSpec spec) {
    TableScan scan = RowScan.scan(table, targets);
    long rows = scan.rows();
    long kept = rows - Math.round(rows * split);
    checkSplit(rows, kept, split);
    checkBatch(table.name(), kept, spec);
    ShardAssignment first = ShardAssignment.first(kept, rows, spec.seed(), spec.shards());
    ShardAssignment rest =
        ShardAssignment.rest(kept, rows, spec.seed(), fewer(spec.shards(), rows - kept));
    SourceTable both = kept(table, scan, spec);
    return both(
        ShardedData.pack(TRAINING, both, scan, first, tasks(context)),
        () -> Optional.of(ShardedData.pack(VALIDATION, both, scan, rest, tasks(context))),
        both,
        scan,
        spec);
  }

  private static Datasets splitClasses(
      JavaSparkContext context,
      SourceTable table,
      double share,
      TargetRange targets,
      TrainingSpec spec) {
    TableScan scan = RowScan.scanClasses(table, targets);
    long rows = scan.rows();
    StratifiedSplit split = new StratifiedSplit(scan.classesInPartitions(), share, spec.seed());
    long held = split.heldOut();
    checkSplit(rows, rows - held, share);
    checkBatch(table.name(), rows - held, spec);
    ShardAssignment train = ShardAssignment.all(rows - held, spec.seed(), spec.shards());
    ShardAssignment validation = ShardAssignment.all(held, spec.seed(), fewer(spec.shards(), held));
    SourceTable both = kept(table, scan, spec);
    return both(
        ShardedData.pack(TRAINING, both, scan, split, false, train, tasks(context)),
        () ->
            Optional.of(
                ShardedData.pack(VALIDATION, both, scan, split, true, validation, tasks(context))),
        both,
        scan,
        spec);
  }

  /** Counts, checks and packs a whole table. */
  static ShardedData packAll(
      JavaSparkContext context,
      String name,
      SourceTable table,
      TargetRange targets,
      int shards,
      long seed) {
    TableScan scan = RowScan.scan(table, targets);
    long rows = scan.rows();
    ShardAssignment all = ShardAssignment.all(rows, seed, fewer(shards, rows));
    return ShardedData.pack(name, table, scan, all, tasks(context));
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
          "%s, which leaves %d of %d rows to train on".formatted(split, kept, rows),
          "a share that leaves rows on both sides");
    }
  }

  private static void checkBatch(String name, long rows, TrainingSpec spec) {
    if (spec.batchSize() > rows) {
      throw InvalidInputException.atSetting(
          "training.batch_size",
          Integer.toString(spec.batchSize()),
          "at most %d, the number of training rows in %s".formatted(rows, name));
    }
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(ShardedData::close);
  }
}
