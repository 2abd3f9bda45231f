package io.kindling.partitioning.source.sql;

import io.kindling.predictor.table.CellRules;
import io.kindling.predictor.table.RawBlock;
import io.kindling.predictor.table.RawColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.SparkPlan;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * What Spark's plan of a query reads: batches of columns where it can, rows where it cannot. The
 * plan's leaf is taken, since what stands above it only makes rows of the batches.
 *
 * @param plan the leaf
 */
record SqlScan(SparkPlan plan) {
  static SqlScan of(Dataset<Row> files) {
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) files).queryExecution().sparkPlan();
    List<SparkPlan> leaves = CollectionConverters.asJava(plan.collectLeaves());
    if (leaves.size() != 1) {
      throw new IllegalStateException("%s leaves of %s".formatted(leaves.size(), plan));
    }
    return new SqlScan(leaves.get(0));
  }

  /** Where the columns are in its rows, by their names. */
  Map<String, Integer> ordinals() {
    Map<String, Integer> ordinals = new HashMap<>();
    for (Attribute column : CollectionConverters.asJava(plan.output())) {
      ordinals.put(column.name(), ordinals.size());
    }
    return ordinals;
  }

  JavaRDD<RawBlock> blocks(SqlCells cells, List<RawColumn> columns, CellRules rules) {
    return read().mapPartitions(new ToBlocks(cells, columns, rules));
  }

  /** Batches or rows, for a {@link RowCursor}. */
  @SuppressWarnings("unchecked") // a tag of any class: nothing is put into arrays
  JavaRDD<Object> read() {
    RDD<?> read = plan.supportsColumnar() ? plan.executeColumnar() : plan.execute();
    return JavaRDD.fromRDD((RDD<Object>) read, ClassTag$.MODULE$.Object());
  }
}
