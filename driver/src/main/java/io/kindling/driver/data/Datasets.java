package io.kindling.driver.data;

import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.partitioning.reading.RowLayout;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.column.TableColumns;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The training and validation rows of a training, packed.
 *
 * @param train to train on
 * @param validation to validate on
 * @param columns what stands in their rows
 * @param labels what their targets are called
 * @param batching how they are divided
 * @param layout of a packed row
 * @param findings what was found in the columns of features that have single values
 * @param notes what was found out about the rows, a line each
 * @param warnings what a person should know of them, a line each
 */
public record Datasets(
    ShardedData train,
    Optional<ShardedData> validation,
    TableColumns columns,
    Labels labels,
    Batching batching,
    RowLayout layout,
    List<ColumnFinding> findings,
    List<String> notes,
    List<String> warnings)
    implements AutoCloseable {
  /** Copies. */
  public Datasets {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /**
   * Whether executors that hold none of the training rows would have work if these were divided
   * anew.
   */
  boolean wantWork(ExecutorArrivals arrivals, JavaSparkContext context) {
    return arrivals.wantWork(
        train.holders(), train.tasks(), train.shardCount(), Packing.tasks(context));
  }

  /** Divides them anew over the executors that are there. */
  void spread(JavaSparkContext context) {
    train.spread(Packing.tasks(context));
    validation.ifPresent(rows -> rows.spread(Packing.tasks(context)));
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
