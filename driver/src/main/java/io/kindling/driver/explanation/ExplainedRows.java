package io.kindling.driver.explanation;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.data.MeasuredRows;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.TableLabels;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/** The rows of a table to explain by integrated gradients, and baselines for them. */
public final class ExplainedRows {
  private final JavaSparkContext context;
  private final TrainedModel model;
  private final ReadTable table;

  /**
   * The rows of a table.
   *
   * @param table opened for {@code model}
   */
  public ExplainedRows(JavaSparkContext context, TrainedModel model, ReadTable table) {
    this.context = context;
    this.model = model;
    this.table = table;
  }

  /**
   * The rows of these names as they are kept, in the order of the names. Starts a Spark job.
   *
   * @param id the column that names rows; without one their numbers do, from 1
   * @throws InvalidInputException when there is no row of a name, or several
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public List<float[]> find(Optional<String> id, List<String> names) {
    List<Tuple2<String, float[]>> found =
        CancelledJobs.afterInterruptible(
            context,
            () ->
                table
                    .rowNames(id.stream().toList())
                    .zipPartitions(table.kept(), new Named(names))
                    .collect());
    List<float[]> rows = new ArrayList<>();
    for (String name : names) {
      List<float[]> ofName =
          found.stream().filter(row -> row._1().equals(name)).map(Tuple2::_2).toList();
      if (ofName.size() != 1) {
        String what = "row" + id.map(column -> " whose '%s' is".formatted(column)).orElse("");
        throw InvalidInputException.at(
            table.name(),
            "%s %s %s"
                .formatted(
                    ofName.isEmpty() ? "no" : Names.count(ofName.size()),
                    ofName.size() > 1 ? what.replaceFirst("row", "rows") : what,
                    Names.shortened(name)),
            id.isPresent() ? "one" : "a number from 1 to %s".formatted(table.scan().rows()));
      }
      rows.add(ofName.get(0));
    }
    return rows;
  }

  /**
   * The mean inputs of the network over all rows, or over a random sample of them.
   *
   * @param most how many rows are taken at most
   * @param seed chooses them
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public float[] meanInputs(long most, long seed) {
    return CancelledJobs.afterInterruptible(
        context,
        () -> {
          ReadTable read =
              table.targetsPerRow() == 0
                  ? table
                  : TableLabels.applied(model.labels(), table, model.spec().loss().task());
          RowCount count = RowCount.of(read, null, false, false);
          try (ShardedData data =
              MeasuredRows.sample(context, "rows of the baseline", read, count, most, seed)) {
            return data.reduce(
                    new InputSums.Work(model.preprocessing().transform(), data.shardCount()))
                .means();
          }
        });
  }

  /**
   * The only row of another source, as it is kept.
   *
   * @param place what an error calls the source
   * @throws InvalidInputException when there is another number of rows, or the model does not take
   *     them
   */
  public float[] onlyRow(String place, RowSource source) {
    try (ReadTable other = ModelEvaluation.open(context, model, source, Use.SCORED)) {
      if (other.scan().rows() != 1) {
        throw InvalidInputException.at(place, other.scan().rows() + " rows", "1");
      }
      return new ExplainedRows(context, model, other).find(Optional.empty(), List.of("1")).get(0);
    }
  }

  /** Takes the rows of some names. */
  private static final class Named
      implements FlatMapFunction2<Iterator<String[]>, Iterator<float[]>, Tuple2<String, float[]>> {
    private static final long serialVersionUID = 1L;

    private final HashSet<String> names;

    Named(List<String> names) {
      this.names = new HashSet<>(names);
    }

    @Override
    public Iterator<Tuple2<String, float[]>> call(
        Iterator<String[]> rowNames, Iterator<float[]> rows) {
      List<Tuple2<String, float[]>> found = new ArrayList<>();
      while (rowNames.hasNext()) {
        String name = rowNames.next()[0];
        float[] row = rows.next();
        if (names.contains(name)) {
          found.add(new Tuple2<>(name, row));
        }
      }
      return found.iterator();
    }
  }
}
