package io.kindling.partitioning.source;

import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Rows of a source whose columns have other roles.
 *
 * @param source the rows
 */
public record WithRoles(RowSource source, Roles roles) implements RowSource {
  @Override
  public RawTable open(JavaSparkContext context, CellRules rules) {
    return source.open(context, rules);
  }

  @Override
  public Optional<LocalTable> openLocally(Configuration configuration, CellRules rules) {
    return source.openLocally(configuration, rules);
  }

  @Override
  public RowSource labelled(String... labels) {
    return new WithRoles(source, new Roles(List.of(labels), roles.weight()));
  }

  @Override
  public RowSource weighted(String weight) {
    return new WithRoles(source, new Roles(roles.labels(), Optional.of(weight)));
  }
}
