package io.kindling.driver.evaluation;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.data.MeasuredRows;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.Packing;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.loss.Task;
import io.kindling.kernels.metric.Evaluation;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.reading.CategoryCheck;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.reading.TableLabels;
import io.kindling.partitioning.reading.TableReader;
import io.kindling.partitioning.reading.Use;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.partitioning.source.Roles;
import io.kindling.partitioning.source.RowSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.row.KnownFeatures;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/** Measures a trained model on labelled rows. */
public final class ModelEvaluation {
  private ModelEvaluation() {}

  /**
   * Loss and the metrics that belong to it.
   *
   * @throws InvalidInputException when the rows are not what the model takes
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static Evaluation evaluate(
      JavaSparkContext context, TrainedModel model, RowSource source) {
    return evaluate(context, model, source, Metric.defaultsFor(model.spec().loss()));
  }

  /**
   * Loss and metrics.
   *
   * @throws InvalidInputException when the rows are not what the model takes, or a metric cannot
   *     measure it
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static Evaluation evaluate(
      JavaSparkContext context, TrainedModel model, RowSource source, List<Metric> metrics) {
    return evaluate(context, model, source, metrics, told -> {});
  }

  /**
   * The same.
   *
   * @param told takes what a person may want to know of the rows, a line each: what was seen of
   *     their files, and how many have no label and are left out, where the model was trained so
   */
  public static Evaluation evaluate(
      JavaSparkContext context,
      TrainedModel model,
      RowSource source,
      List<Metric> metrics,
      Consumer<String> told) {
    int outputs = model.spec().compile().outputs();
    checkMetrics(metrics, model.spec().loss(), outputs);
    return CancelledJobs.afterInterruptible(
        context,
        () -> {
          try (JobDescription job = new JobDescription(context)) {
            job.set("evaluating");
            try (ReadTable read = open(context, model, source, Use.LABELLED)) {
              read.notes().forEach(told);
              return evaluate(context, model, read, outputs, metrics, told);
            }
          }
        });
  }

  private static Evaluation evaluate(
      JavaSparkContext context,
      TrainedModel model,
      ReadTable read,
      int outputs,
      List<Metric> metrics,
      Consumer<String> told) {
    Task task = model.spec().loss().task();
    TargetRange targets = model.spec().loss().targets(outputs);
    OpenedData.checkTargets(read, targets);
    ReadTable table = TableLabels.applied(model.labels(), read, task);
    table.labelNote().ifPresent(told);
    try (ShardedData data =
            MeasuredRows.pack(
                context,
                "rows to evaluate",
                table,
                targets,
                model.preprocessing().rules().dropsUnlabelled());
        Evaluator evaluator =
            new Evaluator(context, model.spec(), model.preprocessing(), metrics)) {
      Packing.leftOut(table, data.rows()).ifPresent(told);
      return evaluator.evaluate(data, model.sharedParameters());
    }
  }

  /**
   * Checks that the metrics can measure a model.
   *
   * @param outputs of its network
   * @throws InvalidInputException when one of them cannot
   */
  public static void checkMetrics(List<Metric> metrics, Loss loss, int outputs) {
    try {
      Metric.checkAll(metrics, loss, outputs);
    } catch (IllegalArgumentException e) {
      throw InvalidInputException.atSetting("metrics", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads rows for a model; its columns are taken by their names, others are not read. The labels
   * are in the columns that were trained on, unless the source says otherwise.
   *
   * @throws InvalidInputException when they do not have the shape or the columns that it takes
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static ReadTable open(
      JavaSparkContext context, TrainedModel model, RowSource source, Use use) {
    return open(context, model, source, use, List.of());
  }

  /**
   * The same, with columns that are read along.
   *
   * @param carried their names
   */
  public static ReadTable open(
      JavaSparkContext context,
      TrainedModel model,
      RowSource source,
      Use use,
      List<String> carried) {
    Preprocessing preprocessing = model.preprocessing();
    RowSource rows = labelled(model, source);
    KnownFeatures known = known(model);
    return CancelledJobs.afterInterruptible(
        context,
        () -> {
          ReadTable table =
              TableReader.read(
                  context, rows, preprocessing.declared().carrying(carried), use, known);
          boolean fits = false;
          try {
            checkFits(table.name(), table.shape(), model);
            CategoryCheck.check(table, model.spec().compile(), ScaleMode.NONE);
            fits = true;
            return table.withOrigins(preprocessing.origins());
          } finally {
            if (!fits) {
              table.close();
            }
          }
        });
  }

  /** The rows, whose labels are in the columns that were trained on, unless they say otherwise. */
  static RowSource labelled(TrainedModel model, RowSource source) {
    List<String> labels = model.labels().names();
    boolean unnamed = source.roles().equals(Roles.DEFAULT) && !labels.isEmpty();
    return unnamed ? source.labelled(labels.toArray(String[]::new)) : source;
  }

  /** What is known of rows for a model before they are read. */
  static KnownFeatures known(TrainedModel model) {
    return new KnownFeatures(
        model.preprocessing().columns(),
        Optional.of(kept(model)),
        model.preprocessing().notation(),
        model.preprocessing().vector());
  }

  /** Checks that rows of this shape are what a model takes. */
  static void checkFits(String name, Shape shape, TrainedModel model) {
    if (shape.size() != model.preprocessing().features()) {
      throw InvalidInputException.at(
          name, "rows of " + shape, "%s, as the model takes".formatted(kept(model)));
    }
  }

  private static Shape kept(TrainedModel model) {
    Shape input = model.spec().input();
    int features = model.preprocessing().features();
    return input.size() == features ? input : Shape.vector(features);
  }
}
