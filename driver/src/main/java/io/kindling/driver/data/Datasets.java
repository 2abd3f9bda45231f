package io.kindling.driver.data;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.column.TableColumns;
import io.kindling.partitioning.preprocess.FloatPrecision;
import io.kindling.partitioning.preprocess.ScaleMode;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.shard.StratifiedSplit;
import io.kindling.partitioning.source.RowScan;
import io.kindling.partitioning.source.SourceTable;
import io.kindling.partitioning.source.TableScan;
import java.util.Optional;
import java.util.function.LongToIntFunction;
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
public record Datasets(
    ShardedData train,
    Optional<ShardedData> validation,
    TableColumns columns,
    Optional<String> warning)
    implements AutoCloseable {
  private static final String TRAINING = "training rows";
  private static final String VALIDATION = "validation rows";

  /**
   * Counts, checks and packs.
   *
   * @param opened with a split, that share of the training rows validates: of every class, where
   *     rows have one
   * @param scale how features will be scaled
   */
  static Datasets pack(
      JavaSparkContext context,
      OpenedData opened,
      Loss loss,
      TargetRange targets,
      ScaleMode scale,
      Batching batching) {
    SourceTable train = opened.train();
    double split = opened.validationSplit();
    if (split > 0) {
      return loss.task() == Task.MULTICLASS
          ? splitClasses(context, train, split, targets, scale, batching)
          : splitRows(context, train, split, targets, scale, batching);
    }
    TableScan scan = RowScan.scan(train, targets);
    long rows = scan.rows();
    checkBatch(train.name(), rows, batching);
    ShardAssignment all = ShardAssignment.all(rows, batching.seed(), batching.shards());
    SourceTable kept = kept(train, scan, scale);
    return both(
        ShardedData.pack(TRAINING, kept, scan, all, tasks(context)),
        () ->
            opened
                .validation()
                .map(table -> table.withOrigins(kept.origins()))
                .map(
                    table ->
                        packAll(
                            context,
                            VALIDATION,
                            table,
                            targets,
                            held -> fewer(batching.shards(), held),
                            batching.seed())),
        kept,
        scan,
        scale);
  }

  /** The table, whose numbers are kept as far from their origins as the declared scaling allows. */
  private static SourceTable kept(SourceTable table, TableScan scan, ScaleMode scale) {
    return table.withOrigins(FloatPrecision.origins(scale, table.columns(), scan.ranges()));
  }

  /** Packs the rows to validate on, too; if that fails, those to train on are given back. */
  private static Datasets both(
      ShardedData train,
      Supplier<Optional<ShardedData>> validation,
      SourceTable table,
      TableScan scan,
      ScaleMode scale) {
    try {
      Optional<String> warning = FloatPrecision.warning(scale, table.columns(), scan.ranges());
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
      ScaleMode scale,
      Batching batching) {
    TableScan scan = RowScan.scan(table, targets);
    long rows = scan.rows();
    long kept = rows - Math.round(rows * split);
    checkSplit(rows, kept, split);
    checkBatch(table.name(), kept, batching);
    ShardAssignment first = ShardAssignment.first(kept, rows, batching.seed(), batching.shards());
    ShardAssignment rest =
        ShardAssignment.rest(kept, rows, batching.seed(), fewer(batching.shards(), rows - kept));
    SourceTable both = kept(table, scan, scale);
    return both(
        ShardedData.pack(TRAINING, both, scan, first, tasks(context)),
        () -> Optional.of(ShardedData.pack(VALIDATION, both, scan, rest, tasks(context))),
        both,
        scan,
        scale);
  }

  private static Datasets splitClasses(
      JavaSparkContext context,
      SourceTable table,
      double share,
      TargetRange targets,
      ScaleMode scale,
      Batching batching) {
    TableScan scan = RowScan.scanClasses(table, targets);
    long rows = scan.rows();
    StratifiedSplit split = new StratifiedSplit(scan.classesInPartitions(), share, batching.seed());
    long held = split.heldOut();
    checkSplit(rows, rows - held, share);
    checkBatch(table.name(), rows - held, batching);
    ShardAssignment train = ShardAssignment.all(rows - held, batching.seed(), batching.shards());
    ShardAssignment validation =
        ShardAssignment.all(held, batching.seed(), fewer(batching.shards(), held));
    SourceTable both = kept(table, scan, scale);
    return both(
        ShardedData.pack(TRAINING, both, scan, split, false, train, tasks(context)),
        () ->
            Optional.of(
                ShardedData.pack(VALIDATION, both, scan, split, true, validation, tasks(context))),
        both,
        scan,
        scale);
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
    TableScan scan = RowScan.scan(table, targets);
    ShardAssignment all = ShardAssignment.all(scan.rows(), seed, shards.applyAsInt(scan.rows()));
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
