package io.kindling.driver.training;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.driver.aggregation.DriverMemory;
import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.data.KnownModel;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.data.TargetCount;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.UnscaledFeatures;
import io.kindling.partitioning.reading.CategoryCheck;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.api.java.JavaSparkContext;

/** Reads the data of a training, and packs them once its declaration is known to fit them. */
public final class DataPreparation {
  private DataPreparation() {}

  /**
   * Prepares the data of a training and works on them. However that ends, no Spark job of it runs
   * on, nothing stays cached, and the thread has its own description of jobs again.
   *
   * @param specs of the training, or of several that share the data, which are prepared as the
   *     first declares
   * @param work is given the data, and what names its jobs
   * @throws InvalidInputException when declaration or data are wrong
   * @throws JobInterruptedException when the thread is interrupted; its flag is set again
   */
  public static <T> T onData(
      JavaSparkContext context,
      TrainingData data,
      List<TrainingSpec> specs,
      BiFunction<PreparedData, JobDescription, T> work) {
    return CancelledJobs.afterInterruptible(
        context,
        () -> {
          try (JobDescription job = new JobDescription(context)) {
            job.set("reading the data");
            try (PreparedData prepared = prepareData(context, data, specs)) {
              return CancelledJobs.after(context, () -> work.apply(prepared, job));
            }
          }
        });
  }

  /**
   * Reads the data of a training.
   *
   * @throws InvalidInputException when they cannot be read, or the model to start from cannot
   */
  public static OpenedData open(JavaSparkContext context, TrainingData data, TrainingSpec spec) {
    Optional<KnownModel> known =
        spec.initFrom().flatMap(from -> from.known(spec.network(), context.hadoopConfiguration()));
    return OpenedData.open(context, data, known);
  }

  /** Reads, and packs once the declaration is known to fit. */
  static PreparedData prepareData(
      JavaSparkContext context, TrainingData data, List<TrainingSpec> specs) {
    TrainingSpec first = specs.get(0);
    try (OpenedData opened = CancelledJobs.after(context, () -> open(context, data, first))) {
      for (TrainingSpec other : specs.subList(1, specs.size())) {
        checkCategories(context, opened, model(other, opened).compile(), other);
      }
      return prepareData(context, opened, data.validates(), first);
    }
  }

  private static PreparedData prepareData(
      JavaSparkContext context, OpenedData opened, boolean validates, TrainingSpec spec) {
    ModelSpec model = model(spec, opened);
    Network network = model.compile();
    checkMeasures(spec, network, validates);
    new StartingPoint(spec, model, network, context.hadoopConfiguration()); // checks, before rows
    checkCategories(context, opened, network, spec);
    DriverMemory.here(context, spec.batches().of(opened.trainingRows()).shards())
        .check(network.parameters().size(), network.parameters().changing(), kept(spec, validates));
    ScaleMode scale = opened.scale(spec.scale());
    PreparedData packed =
        PreparedData.pack(
            context,
            opened,
            spec.loss(),
            network.outputs(),
            scale,
            opened.labelScale(spec.labelScale()),
            spec.batches());
    return UnscaledFeatures.warning(scale, opened.train(), spec.network().layers().get(0), network)
        .map(packed::warning)
        .orElse(packed);
  }

  private static void checkCategories(
      JavaSparkContext context, OpenedData opened, Network network, TrainingSpec spec) {
    CancelledJobs.after(
        context,
        () -> {
          ScaleMode scale = opened.scale(spec.scale());
          CategoryCheck.check(opened.train(), network, scale);
          opened.validation().ifPresent(table -> CategoryCheck.check(table, network, scale));
          return opened;
        });
  }

  /** The model of a declaration, for rows of this shape and for these targets. */
  static ModelSpec model(TrainingSpec spec, Shape input, TargetCount targets) {
    return new ModelSpec(
        input,
        spec.network().withOutputs(() -> targets.outputs(spec.loss())),
        spec.loss(),
        StartingPoint.frozen(spec));
  }

  /** The model that would be trained on these data. */
  public static ModelSpec model(TrainingSpec spec, OpenedData opened) {
    return model(spec, opened.input(), opened.targetCount());
  }

  /** What the driver keeps besides the parameters. */
  static DriverMemory.Kept kept(TrainingSpec spec, boolean validates) {
    return new DriverMemory.Kept(
        spec.update(),
        spec.sync(),
        (validates && spec.earlyStopping().keepBest()) || spec.budget().isPresent(),
        spec.onDivergence() instanceof OnDivergence.Rollback);
  }

  /**
   * Checks that what measures, scales and weighs is of the loss and the outputs.
   *
   * @throws InvalidInputException when it is not
   */
  static void checkMeasures(TrainingSpec spec, Network network, boolean validates) {
    ModelEvaluation.checkMetrics(spec.metrics(), spec.loss(), network.outputs());
    TargetScale.check(spec.labelScale(), spec.loss(), network.outputs());
    spec.earlyStopping().check(validates, spec.metrics());
    spec.classWeights().ifPresent(weights -> ClassWeights.check(spec.loss()));
    spec.initialWeights().ifPresent(start -> start.check(network.parameters().size()));
  }
}
