package io.kindling.driver.data;

import io.kindling.driver.aggregation.CancelledJobs;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.loss.TargetRange;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Shape;
import io.kindling.partitioning.preprocess.FeatureFit;
import io.kindling.partitioning.preprocess.FittedTargets;
import io.kindling.partitioning.reading.ColumnFinding;
import io.kindling.partitioning.reading.ReadTable;
import io.kindling.partitioning.shard.EpochSampler;
import io.kindling.partitioning.shard.ShardedData;
import io.kindling.predictor.preprocess.Preprocessing;
import io.kindling.predictor.preprocess.ScaleMode;
import io.kindling.predictor.preprocess.TargetScale;
import io.kindling.predictor.row.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data of a training: read, checked, packed and measured. */
public final class PreparedData implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PreparedData.class);

  private final JavaSparkContext context;
  private final Sources sources;
  private final Shape input;
  private final TargetCount targetCount;
  private final TargetRange targets;
  private final Datasets datasets;
  private final Preprocessing preprocessing;
  private final List<String> warnings;
  private final EpochSampler sampler;
  private final ExecutorArrivals arrivals;

  /**
   * Where the rows come from, as errors call it: paths.
   *
   * @param train those to train on
   * @param validation those to validate on, if there are any
   */
  public record Sources(String train, String validation) {
    private static Sources of(OpenedData opened) {
      String train = opened.train().name();
      return new Sources(train, opened.validation().map(ReadTable::name).orElse(train));
    }
  }

  private PreparedData(
      JavaSparkContext context,
      Sources sources,
      Shape input,
      TargetCount targetCount,
      TargetRange targets,
      Datasets datasets,
      Preprocessing preprocessing,
      List<String> warnings,
      EpochSampler sampler) {
    this.context = context;
    this.sources = sources;
    this.input = input;
    this.targetCount = targetCount;
    this.targets = targets;
    this.datasets = datasets;
    this.preprocessing = preprocessing;
    this.warnings = List.copyOf(warnings);
    this.sampler = sampler;
    this.arrivals = new ExecutorArrivals(context);
  }

  /**
   * Reads, checks and packs; nothing stays cached when that fails.
   *
   * @param loss what the targets are for
   * @param outputs of the network
   * @param scale of the features
   * @param labelScale of the targets; none unless {@link TargetScale#suits} the loss
   * @throws InvalidInputException when a row or a setting is wrong
   */
  public static PreparedData pack(
      JavaSparkContext context,
      OpenedData opened,
      Loss loss,
      int outputs,
      ScaleMode scale,
      ScaleMode labelScale,
      BatchRule batches) {
    TargetRange targets = loss.targets(outputs);
    if (opened.known().isEmpty()) {
      FeatureFit.checkScale(scale, opened.train().storage());
    }
    Datasets datasets =
        CancelledJobs.after(
            context, () -> new Packing(context, opened, loss, targets, scale, batches).pack());
    boolean prepared = false;
    try {
      // The jobs that fit must not outlive the rows, which are given back when they fail.
      Preprocessing features = fit(context, opened, scale, datasets);
      FittedTargets fitted =
          TargetScale.suits(loss, outputs)
              ? CancelledJobs.after(context, () -> fit(opened, labelScale, datasets))
              : new FittedTargets(TargetScale.NONE, List.of());
      List<String> warnings = new ArrayList<>(fitted.warnings());
      warnings.addAll(0, datasets.warnings());
      PreparedData data =
          new PreparedData(
              context,
              Sources.of(opened),
              opened.input(),
              opened.targetCount(),
              targets,
              datasets,
              features
                  .withTargets(fitted.scale())
                  .withRules(opened.rules())
                  .withNotation(opened.notation())
                  .withVector(opened.train().vector()),
              warnings,
              datasets.batching().sampler(datasets.train().rows()));
      prepared = true;
      return data;
    } finally {
      if (!prepared) {
        datasets.close();
      }
    }
  }

  /** The same data, of which a person should know this, too. */
  public PreparedData warning(String more) {
    List<String> all = new ArrayList<>(warnings);
    all.add(more);
    return new PreparedData(
        context, sources, input, targetCount, targets, datasets, preprocessing, all, sampler);
  }

  /** Fits to the rows, unless a model that training starts from says what happens to them. */
  private static Preprocessing fit(
      JavaSparkContext context, OpenedData opened, ScaleMode scale, Datasets datasets) {
    return opened
        .known()
        .map(from -> from.model().preprocessing())
        .orElseGet(
            () ->
                CancelledJobs.after(
                    context, () -> FeatureFit.of(scale, datasets.columns(), datasets.train())));
  }

  private static FittedTargets fit(OpenedData opened, ScaleMode labelScale, Datasets datasets) {
    FittedTargets fitted =
        FittedTargets.fit(labelScale, datasets.columns().targets(), datasets.train());
    return opened
        .known()
        .filter(KnownModel::keepsHead)
        .map(from -> new FittedTargets(from.model().preprocessing().targets(), fitted.warnings()))
        .orElse(fitted);
  }

  /** Whether executors have come that hold no part of the data, and there is work for them. */
  public boolean executorsCame() {
    return datasets.wantWork(arrivals, context);
  }

  /** Gives executors that came a part of the data, and so of the work. */
  public void spread() {
    datasets.spread(context);
    log.info("executors came: the rows are divided anew, for {} tasks", datasets.train().tasks());
  }

  /** The context in which they are cached. */
  public JavaSparkContext context() {
    return context;
  }

  /** Where the rows come from. */
  public Sources sources() {
    return sources;
  }

  /** The shape of the network's input. */
  public Shape input() {
    return input;
  }

  /** How many classes or targets the labels to train on have. */
  public TargetCount targetCount() {
    return targetCount;
  }

  /** What the targets of the rows are. */
  public TargetRange targets() {
    return targets;
  }

  /** The rows to train on. */
  public ShardedData train() {
    return datasets.train();
  }

  /** The rows to validate on, if there are any. */
  public Optional<ShardedData> validation() {
    return datasets.validation();
  }

  /** What happens to a row in training, fitted to the training rows. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** What the targets are called. */
  public Labels labels() {
    return datasets.labels();
  }

  /** What the packed rows take. */
  public long bytes() {
    return train().bytes() + validation().map(ShardedData::bytes).orElse(0L);
  }

  /** What was found in the columns of features that have single values. */
  public List<ColumnFinding> findings() {
    return datasets.findings();
  }

  /** What was found out about the files to train on, a line each. */
  public List<String> notes() {
    return datasets.notes();
  }

  /** What a person should know of the rows, a line each. */
  public List<String> warnings() {
    return warnings;
  }

  /** How the rows are divided. */
  public Batching batching() {
    return datasets.batching();
  }

  /** Which rows make up a batch. */
  public EpochSampler sampler() {
    return sampler;
  }

  @Override
  public void close() {
    datasets.close();
  }
}
