package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import java.util.Optional;
import org.apache.spark.Partition;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskContextImpl;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManager;
import scala.Option;
import scala.collection.Iterator;

/**
 * Reads rows as Spark's tasks do, but on this thread: a job for each input would take longer than
 * the reading, and its memory could not be told from that of others.
 */
final class RowReading {
  private RowReading() {}

  /** Reads all rows; what was found in place of the first that is none. */
  static Optional<String> all(JavaSparkContext context, RowSource source, CellRules rules) {
    RawTable table = source.open(context, rules);
    RDD<RawBlock> blocks = table.blocks().rdd();
    Optional<String> refusal = Optional.empty();
    for (Partition partition : blocks.partitions()) {
      Optional<String> bad = refusal(blocks, partition, table.places());
      refusal = refusal.or(() -> bad);
    }
    return refusal;
  }

  /** What was found in a block in place of a row, and where. */
  static Optional<String> refusal(RawBlock block, RawTable.Places places) {
    return Optional.ofNullable(block.bad())
        .map(
            row ->
                "%s: found %s, expected %s"
                    .formatted(
                        places.place(block.key().unit(), block.key().start(), row.position()),
                        row.found(),
                        row.expected()));
  }

  private static Optional<String> refusal(
      RDD<RawBlock> blocks, Partition partition, RawTable.Places places) {
    TaskContextImpl task = TaskContext$.MODULE$.empty();
    BlockManager broadcasts = SparkEnv.get().blockManager();
    broadcasts.registerTask(task.taskAttemptId());
    TaskContext$.MODULE$.setTaskContext(task);
    try {
      Iterator<RawBlock> iterator = blocks.iterator(partition, task);
      Optional<String> bad = Optional.empty();
      while (iterator.hasNext()) {
        RawBlock block = iterator.next();
        block.checksum(); // looks at every value
        bad = bad.or(() -> refusal(block, places));
      }
      return bad;
    } finally {
      task.markTaskCompleted(Option.empty());
      TaskContext$.MODULE$.unset();
      broadcasts.releaseAllLocksForTask(task.taskAttemptId());
    }
  }
}
