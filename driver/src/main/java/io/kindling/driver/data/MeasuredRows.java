package io.kindling.driver.data;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.shard.ShardAssignment;
import io.kindling.partitioning.shard.ShardedData;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows that a model is measured on. How they are divided is a function of the rows alone, so that
 * sums are bracketed in the same way on every cluster, and in the validation of a training as when
 * its saved model is evaluated: the values are the same to the last digit.
 */
public final class MeasuredRows {
  private static final long SEED = 0;
  private static final int FEWEST_SHARDS = 8;
  private static final int MOST_SHARDS_BY_ROWS = 4096;
  private static final int ROWS_IN_SHARD = 1 << 14;
  private static final int VALUES_IN_SHARD = 1 << 24;

  private MeasuredRows() {}

  /** Counts, checks and packs a whole table. */
  public static ShardedData pack(
      JavaSparkContext context,
      String name,
      ReadTable table,
      TargetRange targets,
      boolean dropsUnlabelled) {
    RowCount count = RowCount.of(table, targets, false, dropsUnlabelled);
    return pack(context, name, table, count, count.rows(), SEED);
  }

  /**
   * Packs a random sample of the rows, or all of them where these are not more than wanted: divided
   * as {@link #pack} divides them, then.
   *
   * @param count of the table's rows
   * @param most how many are wanted
   * @param seed chooses the sample
   */
  public static ShardedData sample(
      JavaSparkContext context,
      String name,
      ReadTable table,
      RowCount count,
      long most,
      long seed) {
    return most < count.rows()
        ? pack(context, name, table, count, most, seed)
        : pack(context, name, table, count, count.rows(), SEED);
  }

  private static ShardedData pack(
      JavaSparkContext context,
      String name,
      ReadTable table,
      RowCount count,
      long rows,
      long seed) {
    int values = Math.max(table.layout().valuesKept(), table.targetsPerRow());
    ShardAssignment kept = ShardAssignment.first(rows, count.rows(), seed, shards(rows, values));
    return ShardedData.pack(name, table, count, kept, Packing.tasks(context));
  }

  /**
   * At least 8, and so many that each fits into an array however many values there are, but no more
   * than there are rows.
   *
   * @param values in a row: of its features, or of its targets if these are more
   */
  static int shards(long rows, int values) {
    long byRows = Math.min(MOST_SHARDS_BY_ROWS, rows / ROWS_IN_SHARD);
    long byValues = (long) ((double) rows * values / VALUES_IN_SHARD);
    long wanted = Math.max(FEWEST_SHARDS, Math.max(byRows, byValues));
    return (int) Math.min(wanted, rows);
  }
}
