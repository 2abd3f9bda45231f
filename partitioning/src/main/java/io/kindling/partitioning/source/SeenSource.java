package io.kindling.partitioning.source;

import io.kindling.partitioning.table.CellRules;
import io.kindling.partitioning.table.RawTable;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Files whose format is seen: by their ending, or else by how they start.
 *
 * @param path a file, a folder of files, or a glob
 */
public record SeenSource(String path) implements RowSource {
  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return FormatGuess.of(context.hadoopConfiguration(), path).open(context, rules);
  }
}
