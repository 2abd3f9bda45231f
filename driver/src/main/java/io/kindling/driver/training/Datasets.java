package io.kindling.driver.training;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
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
    ShardAssignment first = ShardAssignment.first(kept, rows, spec.seed(), spec.shards());
    ShardedData packed = ShardedData.pack(TRAINING, train, counts, first, tasks);
    Optional<ShardedData> held =
        validation.map(
            table -> packAll(context, VALIDATION, table, targets, spec.shards(), spec.seed()));
    if (split > 0) {
      ShardAssignment rest =
          ShardAssignment.rest(kept, rows, spec.seed(), fewer(spec.shards(), rows - kept));
      held = Optional.of(ShardedData.pack(VALIDATION, train, counts, rest, tasks));
    }
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
    ShardAssignment all = ShardAssignment.all(rows, seed, fewer(shards, rows));
    int tasks = Math.max(1, context.defaultParallelism());
    return ShardedData.pack(name, table, counts, all, tasks);
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
