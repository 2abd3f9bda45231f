package io.kindling.driver.insight;

import io.kindling.kernels.loss.TargetRange;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.column.Column;
import io.kindling.predictor.row.Labels;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the rows to train on look like, for listeners that ask for it.
 *
 * @param columns of the features; none where rows are arrays or images
 * @param labels what the targets are called
 * @param classCounts how many rows each class has; none where a row is not of one class
 * @param rows sampled ones, with their features in the units of the data; of arrays and images only
 *     a few have these
 */
public record DataDetails(
    List<Column> columns, Labels labels, List<Long> classCounts, List<SampledRow> rows) {
  /** Copies. */
  public DataDetails {
    columns = List.copyOf(columns);
    classCounts = List.copyOf(classCounts);
    rows = List.copyOf(rows);
  }

  /** Looks at rows, in one Spark job. */
  public static DataDetails of(
      ShardedData data, TargetRange targets, List<Column> columns, Labels labels) {
    int classes = targets.perRow() == 1 && targets.classes() > 1 ? targets.classes() : 0;
    DataLook look = DataLook.at(data, classes, columns.isEmpty());
    return new DataDetails(
        columns,
        labels,
        LongStream.of(look.counts()).boxed().toList(),
        look.rows().stream().map(row -> row.inDataUnits(data.origins())).toList());
  }
}
