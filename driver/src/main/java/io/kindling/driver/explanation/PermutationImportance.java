package io.kindling.driver.explanation;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.ModelRuntime;
import io.kindling.driver.aggregation.Parameters;
import io.kindling.driver.aggregation.ShippedParameters;
import io.kindling.driver.data.MeasuredRows;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.Packing;
import io.kindling.driver.evaluation.Evaluator;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.Accuracy;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.EvaluationSum;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.metric.R2;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import io.kindling.kernels.spec.Require;
import io.kindling.partitioning.job.ClusterMemory;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.RowCount;
import io.kindling.partitioning.reading.TableLabels;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.explanation.SourceColumn;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Permutation importance (Breiman 2001, "Random forests"; Fisher, Rudin and Dominici 2019, "All
 * models are wrong, but many are useful"): how much worse a model is on labelled rows when the
 * values of one column go to other rows at random, so that it tells nothing of them any more. A
 * column of words, whatever inputs it fills, dates with all their parts, and a vector are one
 * column each. Columns that tell the same of a row stand in for each other, so each of them seems
 * unimportant.
 *
 * <p><b>Permutations.</b> In repeat k of column j, the row of rank q has the value of the row of
 * rank π(q), where π is a permutation of all rows that seed, j and k choose; it is evaluated row by
 * row and kept nowhere ({@link io.kindling.kernels.random.Permutation}). The rank of a row follows
 * from the order of the source. So the result is the same to the bit for any partitions, cores and
 * executors, and without permutation it is that of {@link ModelEvaluation}.
 *
 * <p><b>Work.</b> The rows are packed and cached once. Of the columns, not of rows, the values of
 * all rows go to every executor, 64 MiB of them at a time; then one Spark job evaluates all repeats
 * of these columns at once, some rows at a time, and adds up along the fixed tree. That is a single
 * pass up to 16 million values. Where a column is all of a row, the rows' targets are permuted
 * instead, which is the same.
 */
public final class PermutationImportance {
  /** How many rows are taken unless more are asked for. */
  public static final long ROWS = 10_000;

  /** How often each column is permuted. */
  public static final int REPEATS = 5;

  /** The name of the loss among metrics. */
  public static final String LOSS = "loss";

  private static final long MOST_VALUES = 1L << 28; // of a column

  private final TrainedModel model;
  private Optional<Metric> metric; // or the loss
  private int repeats = REPEATS;
  private long seed;
  private long rows = ROWS;
  private boolean byPosition;

  /** The importance of the columns of a model, with the usual settings. */
  public PermutationImportance(TrainedModel model) {
    this.model = model;
    this.metric = Optional.of(usual(model.spec().loss()));
  }

  /** The metric that is measured unless one is named: accuracy, or R² of a regression. */
  private static Metric usual(Loss loss) {
    return loss.task() == Task.REGRESSION ? new R2() : new Accuracy();
  }

  /**
   * What is measured.
   *
   * @throws InvalidInputException when it cannot measure the model, or has no single value
   */
  public PermutationImportance metric(Metric measured) {
    ModelEvaluation.checkMetrics(
        List.of(measured), model.spec().loss(), model.spec().compile().outputs());
    if (measured.aim() == Metric.Aim.NONE) {
      throw InvalidInputException.atSetting(
          "metrics", measured.valueName() + ", which is no single value", "a metric that is one");
    }
    metric = Optional.of(measured);
    return this;
  }

  /** The loss is measured. */
  public PermutationImportance loss() {
    metric = Optional.empty();
    return this;
  }

  /**
   * How often each column is permuted.
   *
   * @throws IllegalArgumentException unless at least once
   */
  public PermutationImportance repeats(int times) {
    repeats = Require.atLeast(1, "Repeats", times);
    return this;
  }

  /** What the permutations follow from, and which rows are taken if not all are. */
  public PermutationImportance seed(long number) {
    seed = number;
    return this;
  }

  /**
   * How many rows are taken at most, at random.
   *
   * @throws IllegalArgumentException unless there is at least 1
   */
  public PermutationImportance rows(long most) {
    if (most < 1) {
      throw new IllegalArgumentException("Rows must be at least 1, got " + most);
    }
    rows = most;
    return this;
  }

  /** Every row is taken. */
  public PermutationImportance allRows() {
    return rows(Long.MAX_VALUE);
  }

  /** Whether each value of a vector or an image is a column by itself. */
  public PermutationImportance byPosition(boolean apart) {
    byPosition = apart;
    return this;
  }

  /**
   * Measures, on rows whose labels are in the columns that were trained on, unless the source says
   * otherwise.
   *
   * @throws InvalidInputException when the rows are not what the model takes
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public Importances measure(JavaSparkContext context, RowSource source) {
    try (ReadTable table = ModelEvaluation.open(context, model, source, Use.LABELLED)) {
      return measure(context, table, told -> {});
    }
  }

  /**
   * The same, of a table that was opened for the model.
   *
   * @param told takes what a person may want to know of the rows, a line each
   */
  public Importances measure(JavaSparkContext context, ReadTable table, Consumer<String> told) {
    return CancelledJobs.afterInterruptible(
        context,
        () -> {
          try (JobDescription job = new JobDescription(context)) {
            job.set("explaining: packing the rows");
            return measurePacked(context, table, job, told);
          }
        });
  }

  private Importances measurePacked(
      JavaSparkContext context, ReadTable read, JobDescription job, Consumer<String> told) {
    int outputs = model.spec().compile().outputs();
    TargetRange targets = model.spec().loss().targets(outputs);
    OpenedData.checkTargets(read, targets);
    ReadTable table = TableLabels.applied(model.labels(), read, model.spec().loss().task());
    RowCount count =
        RowCount.of(table, targets, false, model.preprocessing().rules().dropsUnlabelled());
    Packing.leftOut(table, count.rows()).ifPresent(told);
    List<SourceColumn> columns = SourceColumn.of(model.preprocessing(), byPosition);
    checkSize(table.name(), columns, Math.min(rows, count.rows()));
    try (ShardedData data =
        MeasuredRows.sample(context, "rows to explain by", table, count, rows, seed)) {
      List<Double> values = new ArrayList<>();
      List<PermutationPass> passes =
          PermutationPass.of(
              columns, model.preprocessing().features(), data.rows(), sums(outputs), repeats, seed);
      for (int i = 0; i < passes.size(); i++) {
        job.set("explaining: pass %s of %s".formatted(i + 1, passes.size()));
        values.addAll(evaluate(context, data, passes.get(i), outputs));
      }
      return result(table.name(), columns, values, passes, data.rows(), count.rows());
    }
  }

  private static void checkSize(String name, List<SourceColumn> columns, long rows) {
    for (SourceColumn column : columns) {
      long sent = columns.size() == 1 ? rows : rows * column.width(); // targets, or values
      if (sent > MOST_VALUES) {
        throw InvalidInputException.at(
            name,
            "%s rows of %s values in column '%s'"
                .formatted(Names.count(rows), column.width(), Names.shortened(column.name())),
            "at most %s values of a column; take fewer rows".formatted(Names.count(MOST_VALUES)));
      }
    }
  }

  private List<Metric> metrics() {
    return metric.stream().toList();
  }

  private long sums(int outputs) {
    return 2 + metrics().stream().mapToLong(measured -> measured.sums(outputs)).sum();
  }

  /** The value of the rows as they are, then that of each permutation of a pass. */
  private List<Double> evaluate(
      JavaSparkContext context, ShardedData data, PermutationPass pass, int outputs) {
    Broadcast<PermutedValues> values =
        context.broadcast(PermutedValues.of(data, pass.columns(), pass.withTargets()));
    Broadcast<ModelRuntime> runtime =
        context.broadcast(
            ModelRuntime.forEvaluation(
                model.spec(), model.preprocessing(), Evaluator.ROWS_AT_A_TIME));
    ShippedParameters theta =
        ShippedParameters.of(context, new Parameters(model.sharedParameters()));
    try {
      PermutedSums sums =
          data.reduce(
              new PermutedEvaluation(
                  runtime, theta, metrics(), values, pass.units(), data.shardCount()));
      List<Double> found = new ArrayList<>(List.of(value(sums.baseline(), outputs)));
      for (int i = 0; i < pass.units().size(); i++) {
        found.add(value(sums.of(i), outputs));
      }
      return found;
    } finally {
      theta.release();
      ClusterMemory.release(runtime);
      ClusterMemory.release(values);
    }
  }

  private double value(EvaluationSum sum, int outputs) {
    Evaluation evaluation = sum.result(metrics(), outputs);
    return evaluation.values().getOrDefault(name(), Double.NaN);
  }

  private String name() {
    return metric.map(Metric::valueName).orElse(LOSS);
  }

  private Importances result(
      String table,
      List<SourceColumn> columns,
      List<Double> values,
      List<PermutationPass> passes,
      long measured,
      long all) {
    double baseline = values.get(0);
    if (!Double.isFinite(baseline)) {
      throw InvalidInputException.at(
          table,
          "%s undefined (%s)"
              .formatted(name(), metric.map(Metric::whyUndefined).orElse(Metric.NOT_FINITE)),
          "rows on which it has a value, or another metric");
    }
    Metric.Aim aim = metric.map(Metric::aim).orElse(Metric.Aim.LOW);
    List<Double> worse = new ArrayList<>();
    int next = 0;
    for (PermutationPass pass : passes) {
      next++; // the value of the rows as they are is that of the first pass
      for (int i = 0; i < pass.units().size(); i++) {
        double value = values.get(next++);
        double by = aim == Metric.Aim.LOW ? value - baseline : baseline - value;
        worse.add(Double.isFinite(value) ? by : Double.NaN);
      }
    }
    List<ColumnImportance> importances = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      SourceColumn column = columns.get(i);
      importances.add(
          new ColumnImportance(
              column.name(), column.width(), worse.subList(i * repeats, (i + 1) * repeats)));
    }
    return new Importances(name(), aim, baseline, measured, all, repeats, seed, importances);
  }
}
