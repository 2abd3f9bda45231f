package io.kindling.partitioning.source.sql;

import io.kindling.kernels.spec.InvalidInputException;
import java.math.BigInteger;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ObjectConsumer;
import org.apache.spark.sql.catalyst.plans.logical.ObjectProducer;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.FileTable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark's plan of a frame tells before anything is computed.
 *
 * @param query the frame's
 */
record FramePlan(QueryExecution query) {
  private static final long BYTES = 32 << 20; // of a partition
  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

  /**
   * The plan of a frame.
   *
   * @throws InvalidInputException when its rows are not those of a session in this process, or do
   *     not end
   */
  static FramePlan of(Dataset<Row> frame) {
    if (!(frame instanceof org.apache.spark.sql.classic.Dataset<Row> classic)) {
      throw InvalidInputException.at(
          FrameSource.NAME, "one of Spark Connect", "one of a session in this process");
    }
    if (frame.isStreaming()) {
      throw InvalidInputException.at(FrameSource.NAME, "a stream", "rows that end");
    }
    return new FramePlan(classic.queryExecution());
  }

  /** Whether computing it again gives the same rows, as far as Spark knows. */
  boolean isRepeatable() {
    LogicalPlan plan = query.withCachedData();
    return plan.deterministic() && isRepeatable(plan);
  }

  private static boolean isRepeatable(LogicalPlan plan) {
    List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
    boolean itself =
        children.isEmpty()
            ? isRepeatableLeaf(plan)
            : !(plan instanceof ObjectProducer || plan instanceof ObjectConsumer);
    return itself
        && children.stream().allMatch(FramePlan::isRepeatable)
        && CollectionConverters.asJava(plan.subqueries()).stream()
            .allMatch(FramePlan::isRepeatable);
  }

  private static boolean isRepeatableLeaf(LogicalPlan leaf) {
    return leaf instanceof LocalRelation
        || leaf instanceof Range
        || leaf instanceof OneRowRelation
        || leaf instanceof InMemoryRelation
        || leaf instanceof CTERelationRef // to what is among the children elsewhere
        || (leaf instanceof LogicalRelation files && files.relation() instanceof HadoopFsRelation)
        || (leaf instanceof DataSourceV2Relation table && table.table() instanceof FileTable);
  }

  /** Into how many partitions its rows are best divided, as far as that can be guessed. */
  int partitions(JavaSparkContext context) {
    BigInteger partitions = BigInteger.ZERO;
    for (LogicalPlan leaf : CollectionConverters.asJava(query.optimizedPlan().collectLeaves())) {
      partitions =
          partitions.add(
              leaf instanceof LogicalRDD rows // of a size that nobody knows
                  ? BigInteger.valueOf(rows.rdd().getNumPartitions())
                  : leaf.stats().sizeInBytes().bigInteger().divide(BigInteger.valueOf(BYTES)));
    }
    int fewest = context.defaultParallelism();
    int most = Integer.parseInt(query.sparkSession().conf().get(SHUFFLE_PARTITIONS));
    return Math.max(fewest, partitions.min(BigInteger.valueOf(most)).intValueExact());
  }
}
