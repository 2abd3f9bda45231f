package io.kindling.partitioning.source;

import io.kindling.partitioning.table.LocalTable;
import io.kindling.partitioning.table.RawTable;
import io.kindling.predictor.table.CellRules;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** Something that rows can be read from. */
public interface RowSource {
  /**
   * Lists files and looks at headers and the first rows; reads no others yet.
   *
   * @param rules how cells are to be read, as far as that is declared
   * @throws io.kindling.kernels.spec.InvalidInputException when there is nothing that can be read
   */
  RawTable open(JavaSparkContext context, CellRules rules);

  /**
   * The same, to be read on this machine without Spark.
   *
   * @return nothing where the format is read by Spark
   */
  default Optional<LocalTable> openLocally(Configuration configuration, CellRules rules) {
    return Optional.empty();
  }

  /** Which columns are not features. */
  default Roles roles() {
    return Roles.DEFAULT;
  }

  /** These rows, whose targets are the columns {@code labels}. */
  default RowSource labelled(String... labels) {
    return new WithRoles(this, new Roles(List.of(labels), roles().weight()));
  }

  /** These rows, which count for as much as the column {@code weight} says. */
  default RowSource weighted(String weight) {
    return new WithRoles(this, new Roles(roles().labels(), Optional.of(weight)));
  }
}
