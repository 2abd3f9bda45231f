package io.kindling.tests.fuzz;

import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.BadRow;
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
      Optional<BadRow> bad = bad(blocks, partition);
      if (bad.isPresent() && refusal.isEmpty()) {
        refusal = bad.map(row -> "found %s, expected %s".formatted(row.found(), row.expected()));
      }
    }
    return refusal;
  }

  private static Optional<BadRow> bad(RDD<RawBlock> blocks, Partition partition) {
    TaskContextImpl task = TaskContext$.MODULE$.empty();
    BlockManager broadcasts = SparkEnv.get().blockManager();
    broadcasts.registerTask(task.taskAttemptId());
    TaskContext$.MODULE$.setTaskContext(task);
    try {
      Iterator<RawBlock> iterator = blocks.iterator(partition, task);
      Optional<BadRow> bad = Optional.empty();
      while (iterator.hasNext()) {
        RawBlock block = iterator.next();
        block.checksum(); // looks at every value
        bad = bad.or(() -> Optional.ofNullable(block.bad()));
      }
      return bad;
    } finally {
      task.markTaskCompleted(Option.empty());
      TaskContext$.MODULE$.unset();
      broadcasts.releaseAllLocksForTask(task.taskAttemptId());
    }
  }
}
