package io.kindling.driver.data;

import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.preprocess.FloatPrecision;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.TableLabels;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.shard.StratifiedSplit;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Counts, checks and packs the rows of a training.
 *
 * @param opened the rows; with a split, that share of those to train on validates: of every class,
 *     where rows have one
 * @param scale how features will be scaled
 */
public record Packing(
    JavaSparkContext context,
    OpenedData opened,
    Loss loss,
    TargetRange targets,
    ScaleMode scale,
    BatchRule rule) {
  private static final String TRAINING = "training rows";
  private static final String VALIDATION = "validation rows";

  /** Packs. */
  Datasets pack() {
    Labels labels = opened.labels(loss, targets);
    ReadTable train = TableLabels.applied(labels, opened.train(), loss.task());
    ReadTable kept =
        train.withOrigins(
            opened
                .known()
                .map(model -> model.model().preprocessing().origins())
                .orElseGet(() -> FloatPrecision.origins(scale, train.columns(), train.ranges())));
    if (opened.validationSplit() > 0) {
      return loss.task() == Task.MULTICLASS ? splitClasses(kept, labels) : splitRows(kept, labels);
    }
    RowCount count = RowCount.of(kept, targets, false, opened.rules().dropsUnlabelled());
    Batching batching = batching(kept.name(), count.rows());
    ShardAssignment all = ShardAssignment.all(count.rows(), rule.seed(), batching.shards());
    return both(
        ShardedData.pack(TRAINING, kept, count, all, tasks(context)),
        () ->
            opened
                .validation()
                .map(
                    table ->
                        TableLabels.applied(labels, table, loss.task()).withOrigins(kept.origins()))
                .map(
                    table ->
                        MeasuredRows.pack(
                            context, VALIDATION, table, targets, opened.rules().dropsUnlabelled())),
        kept,
        count,
        labels,
        batching);
  }

  /** Packs the rows to validate on, too; if that fails, those to train on are given back. */
  private Datasets both(
      ShardedData train,
      Supplier<Optional<ShardedData>> validation,
      ReadTable table,
      RowCount count,
      Labels labels,
      Batching batching) {
    try {
      List<String> warnings = new ArrayList<>(table.warnings());
      FloatPrecision.warning(scale, table.columns(), table.ranges()).ifPresent(warnings::add);
      leftOut(table, count.rows()).ifPresent(warnings::add);
      return new Datasets(
          train,
          validation.get(),
          table.columns(),
          labels,
          batching,
          table.layout(),
          table.findings(),
          notes(table, labels),
          warnings);
    } catch (Throwable e) {
      train.close();
      throw e;
    }
  }

  private List<String> notes(ReadTable table, Labels labels) {
    List<String> notes = new ArrayList<>(opened.notes());
    table.labelNote().ifPresent(notes::add);
    opened
        .validation()
        .flatMap(rows -> TableLabels.applied(labels, rows, loss.task()).labelNote())
        .ifPresent(notes::add);
    return notes;
  }

  private Datasets splitRows(ReadTable table, Labels labels) {
    double split = opened.validationSplit();
    RowCount count = RowCount.of(table, targets, false, opened.rules().dropsUnlabelled());
    long rows = count.rows();
    long kept = rows - Math.round(rows * split);
    checkSplit(rows, kept, split);
    Batching batching = batching(table.name(), kept);
    ShardAssignment first = ShardAssignment.first(kept, rows, rule.seed(), batching.shards());
    ShardAssignment rest =
        ShardAssignment.rest(kept, rows, rule.seed(), fewer(batching.shards(), rows - kept));
    return both(
        ShardedData.pack(TRAINING, table, count, first, tasks(context)),
        () -> Optional.of(ShardedData.pack(VALIDATION, table, count, rest, tasks(context))),
        table,
        count,
        labels,
        batching);
  }

  private Datasets splitClasses(ReadTable table, Labels labels) {
    double share = opened.validationSplit();
    RowCount count = RowCount.of(table, targets, true, opened.rules().dropsUnlabelled());
    long rows = count.rows();
    StratifiedSplit split = new StratifiedSplit(count.classesInBlocks(), share, rule.seed());
    long held = split.heldOut();
    checkSplit(rows, rows - held, share);
    Batching batching = batching(table.name(), rows - held);
    ShardAssignment train = ShardAssignment.all(rows - held, rule.seed(), batching.shards());
    ShardAssignment validation =
        ShardAssignment.all(held, rule.seed(), fewer(batching.shards(), held));
    return both(
        ShardedData.pack(TRAINING, table, count, split, false, train, tasks(context)),
        () ->
            Optional.of(
                ShardedData.pack(
                    VALIDATION, table, count, split, true, validation, tasks(context))),
        table,
        count,
        labels,
        batching);
  }

  /**
   * How many rows of a table are left out, since they have no label, if any are.
   *
   * @param rows that are not
   */
  public static Optional<String> leftOut(ReadTable table, long rows) {
    long others = table.scan().rows() - rows;
    return others == 0
        ? Optional.empty()
        : Optional.of(
            "%s rows of %s have no label and are left out"
                .formatted(Names.count(others), table.name()));
  }

  static int tasks(JavaSparkContext context) {
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

  private Batching batching(String name, long rows) {
    Batching batching = rule.of(rows);
    if (batching.batchSize() > rows) {
      throw InvalidInputException.atSetting(
          rule.batchSize().isPresent() ? "training.batch_size" : "training.shards",
          Integer.toString(batching.batchSize()),
          "at most %s, the number of training rows in %s".formatted(rows, name));
    }
    return batching;
  }
}
