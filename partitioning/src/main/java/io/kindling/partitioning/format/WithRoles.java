package io.kindling.partitioning.format;

import io.kindling.partitioning.table.CellRules;
import io.kindling.partitioning.table.RawTable;
import org.apache.spark.api.java.JavaSparkContext;

/** Rows of a source whose columns have other roles. */
record WithRoles(RowSource source, Roles roles) implements RowSource {
  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return source.open(context, rules);
  }
}
