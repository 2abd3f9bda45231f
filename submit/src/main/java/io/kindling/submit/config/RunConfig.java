package io.kindling.submit.config;

import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.data.Batching;
import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.optimizer.WeightAverage;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.InitFrom;
import io.kindling.driver.training.OnDivergence;
import io.kindling.driver.training.PreparedModel;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import io.kindling.predictor.column.ColumnKind;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A training as a config file declares it.
 *
 * @param training what is trained and how
 * @param data what on
 * @param checkpoint when its state is written, to go on from
 */
public record RunConfig(TrainingSpec training, TrainingData data, CheckpointRule checkpoint) {
  /**
   * Reads a config file.
   *
   * @param overrides settings that replace those of the file: {@code key.path} → value in YAML
   * @throws InvalidInputException when a key is unknown or missing, or a value out of range
   */
  public static RunConfig read(ConfigFile file, Map<String, String> overrides) {
    return read(ConfigSource.read(file, overrides));
  }

  /** The same for one whose text has been read. */
  public static RunConfig read(ConfigSource source) {
    return read(source, Map.of());
  }

  /** The same for a file of this machine. */
  public static RunConfig read(Path file, Map<String, String> overrides) {
    return read(ConfigFile.of(file), overrides);
  }

  /** The same, with more replacements, given as settings. */
  static RunConfig read(ConfigSource source, Map<String, Setting> more) {
    Setting root = YamlText.read(source.name(), source.text());
    for (Map.Entry<String, String> override : source.overrides().entrySet()) {
      Setting value = YamlText.readValue("--set " + override.getKey(), override.getValue());
      root = root.with(List.of(override.getKey().split("\\.")), value);
    }
    for (Map.Entry<String, Setting> replacement : more.entrySet()) {
      root = root.with(List.of(replacement.getKey().split("\\.")), replacement.getValue());
    }
    return read(root, source.file());
  }

  /**
   * A training whose data are known.
   *
   * @param model what is trained
   * @param batching how the rows are divided
   */
  public record Sized(ModelSpec model, Batching batching) {}

  /**
   * The model that is trained: the data say what its input is, their categories and classes.
   *
   * @throws InvalidInputException when data cannot be opened, or network and data do not fit
   */
  public Sized sized(JavaSparkContext context) {
    TrainingData rows =
        new TrainingData(data.train(), Optional.empty(), data.validationSplit(), data.columns());
    try (OpenedData opened = PreparedModel.open(context, rows, training)) {
      return new Sized(
          PreparedModel.model(training, opened), training.batches().of(opened.trainingRows()));
    }
  }

  private static RunConfig read(Setting root, ConfigFile file) {
    Fields fields = root.fields();
    long seed = fields.optional("seed").map(Setting::longNumber).orElse(TrainingSpec.DEFAULT_SEED);
    Fields data = fields.required("data").fields();
    TrainingData rows = readData(data, file).withColumns(readColumns(data));
    ScaleMode scale = data.optional("scale").map(ScaleMode::read).orElse(ScaleMode.NONE);
    ScaleMode labelScale =
        data.optional("label_scale").map(ScaleMode::readForLabels).orElse(ScaleMode.NONE);
    data.done();
    NetworkSpec network = NetworkSpec.read(fields.required("network"));
    Loss loss = Loss.CATALOGUE.read(fields.required("loss"));
    Optimizer optimizer =
        fields
            .optional("optimizer")
            .map(Optimizer.CATALOGUE::read)
            .orElseGet(() -> new Adam(0.001));
    List<Metric> metrics =
        fields
            .optional("metrics")
            .map(list -> list.elements().stream().map(Metric.CATALOGUE::read).toList())
            .orElseGet(() -> Metric.defaultsFor(loss));
    Penalty penalty = fields.optional("penalty").map(Penalty::read).orElse(Penalty.NONE);
    Setting training =
        fields.optional("training").orElseGet(() -> Setting.scalar(root.place(), null));
    fields.done();
    UpdateRule update = UpdateRule.of(optimizer).with(penalty);
    Fields settings = training.fields();
    Optional<TrainingBudget> budget = settings.optional("budget").map(TrainingBudget::read);
    CheckpointRule checkpoint =
        settings.optional("checkpoint").map(CheckpointRule::read).orElse(CheckpointRule.DEFAULT);
    TrainingSpec spec =
        readTraining(training.place(), settings, network, loss, update, metrics, scale, seed, file);
    return new RunConfig(spec.withLabelScale(labelScale).with(budget), rows, checkpoint);
  }

  private static FeatureColumns readColumns(Fields data) {
    Map<String, ColumnKind> kinds =
        data.optional("columns").map(ColumnKind::readByName).orElse(Map.of());
    MissingMode missing = data.optional("missing").map(MissingMode::read).orElse(MissingMode.ERROR);
    return new FeatureColumns(
        kinds,
        data.optional("features").map(RunConfig::texts),
        data.optional("exclude").map(list -> Set.copyOf(texts(list))).orElse(Set.of()),
        missing,
        data.optional("missing_values").map(list -> Set.copyOf(texts(list))),
        data.optional("missing_label").map(RunConfig::drops).orElse(false),
        List.of());
  }

  private static List<String> texts(Setting setting) {
    return setting.isList()
        ? setting.elements().stream().map(Setting::text).toList()
        : List.of(setting.text());
  }

  private static boolean drops(Setting setting) {
    return switch (setting.text()) {
      case "drop" -> true;
      case "error" -> false;
      default -> throw setting.wrong("'drop' or 'error'");
    };
  }

  private static TrainingData readData(Fields data, ConfigFile file) {
    DataSetting train = DataSetting.read(data.required("train"), file);
    Optional<Setting> validation = data.optional("validation");
    if (validation.isEmpty()) {
      return TrainingData.of(train.source());
    }
    Fields fields = validation.get().fields();
    Optional<Setting> split = fields.optional("split");
    if (split.isEmpty()) {
      checkIsNoShare(validation.get());
      return TrainingData.of(train.source(), DataSetting.read(validation.get(), file).source());
    }
    fields.done();
    double share = split.get().number();
    if (!(share > 0 && share < 1)) {
      throw split.get().wrong("a share above 0 and below 1");
    }
    return TrainingData.split(train.source(), share);
  }

  /** Other programs call the share a fraction, or a size. */
  private static void checkIsNoShare(Setting validation) {
    Map<String, Setting> entries = validation.entriesByName();
    if (entries.size() == 1 && entries.values().iterator().next().isNumber()) {
      throw InvalidInputException.at(
          validation.place(),
          validation.inline(),
          "{split: SHARE} of the training rows, or a path as of those");
    }
  }

  private static TrainingSpec readTraining(
      String place,
      Fields fields,
      NetworkSpec network,
      Loss loss,
      UpdateRule update,
      List<Metric> metrics,
      ScaleMode scale,
      long seed,
      ConfigFile file) {
    int epochs =
        fields.optional("epochs").map(Setting::wholeNumber).orElse(TrainingSpec.DEFAULT_EPOCHS);
    OptionalInt batchSize = wholeNumber(fields, "batch_size");
    OptionalInt shards = wholeNumber(fields, "shards");
    SyncPolicy sync =
        fields.optional("sync").map(SyncPolicy.CATALOGUE::read).orElseGet(EveryStep::new);
    OnDivergence onDivergence =
        fields
            .optional("on_divergence")
            .map(OnDivergence.CATALOGUE::read)
            .orElseGet(OnDivergence.Stop::new);
    Optional<Clipping> clipping = fields.optional("clip").map(Clipping.CATALOGUE::read);
    Optional<Setting> average = fields.optional("average");
    Optional<ClassWeights> classWeights = fields.optional("class_weights").map(ClassWeights::read);
    Optional<InitFrom> initFrom =
        fields
            .optional("init_from")
            .map(setting -> InitFrom.read(setting, path -> DataSetting.resolve(file, path)));
    List<String> freeze = fields.optional("freeze").map(RunConfig::texts).orElse(List.of());
    EarlyStopping monitor =
        fields.optional("monitor").map(EarlyStopping::read).orElse(EarlyStopping.NONE);
    fields.done();
    UpdateRule rule =
        new UpdateRule(
            update.optimizer(), update.penalty(), clipping, average.map(RunConfig::readDecay));
    try {
      return TrainingSpec.builder(network, loss)
          .update(rule)
          .classWeights(classWeights)
          .metrics(metrics)
          .earlyStopping(monitor)
          .sync(sync)
          .scale(scale)
          .epochs(epochs)
          .batchSize(batchSize)
          .shards(shards)
          .seed(seed)
          .onDivergence(onDivergence)
          .initFrom(initFrom)
          .freeze(freeze)
          .build();
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(place + ": " + e.getMessage());
    }
  }

  private static OptionalInt wholeNumber(Fields fields, String key) {
    return fields.optional(key).stream().mapToInt(Setting::wholeNumber).findFirst();
  }

  private static double readDecay(Setting setting) {
    Fields fields = setting.fields();
    Setting decay = fields.required("decay");
    fields.done();
    try {
      return WeightAverage.checked(decay.number());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(decay.place() + ": " + e.getMessage());
    }
  }
}
