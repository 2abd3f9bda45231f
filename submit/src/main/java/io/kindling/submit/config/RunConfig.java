package io.kindling.submit.config;

import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.data.Batching;
import io.kindling.driver.data.ClassWeights;
import io.kindling.driver.data.OpenedData;
import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Clipping;
import io.kindling.driver.optimizer.Optimizer;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.WeightAverage;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.DataPreparation;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.InitFrom;
import io.kindling.driver.training.OnDivergence;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.driver.training.TrainingSpecBuilder;
import io.kindling.driver.yaml.YamlText;
import io.kindling.kernels.loss.Loss;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.spec.Fields;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    try (OpenedData opened = DataPreparation.open(context, rows, training)) {
      return new Sized(
          DataPreparation.model(training, opened), training.batches().of(opened.trainingRows()));
    }
  }

  private static RunConfig read(Setting root, ConfigFile file) {
    Fields fields = root.fields();
    Optional<Long> seed = fields.optional("seed").map(Setting::longNumber);
    DataSection data = DataSection.read(fields.required("data"), file);
    TrainingSpecBuilder spec =
        TrainingSpec.builder(
            NetworkSpec.read(fields.required("network")),
            Loss.CATALOGUE.read(fields.required("loss")));
    spec.scale(data.scale()).labelScale(data.labelScale());
    seed.ifPresent(spec::seed);
    fields.optional("optimizer").map(Optimizer.CATALOGUE::read).ifPresent(spec::optimizer);
    fields
        .optional("metrics")
        .map(list -> list.elements().stream().map(Metric.CATALOGUE::read).toList())
        .ifPresent(spec::metrics);
    fields.optional("penalty").map(Penalty::read).ifPresent(spec::penalty);
    Setting training =
        fields.optional("training").orElseGet(() -> Setting.scalar(root.place(), null));
    fields.done();
    CheckpointRule checkpoint = readTraining(training.fields(), spec, file);
    return new RunConfig(training.make(spec::build), data.rows(), checkpoint);
  }

  /** Gives the settings of {@code training} to a builder, and returns when states are written. */
  private static CheckpointRule readTraining(
      Fields fields, TrainingSpecBuilder spec, ConfigFile file) {
    fields.optional("budget").map(TrainingBudget::read).ifPresent(spec::budget);
    CheckpointRule checkpoint =
        fields.optional("checkpoint").map(CheckpointRule::read).orElse(CheckpointRule.DEFAULT);
    fields.optional("epochs").map(Setting::wholeNumber).ifPresent(spec::epochs);
    fields.optional("batch_size").map(Setting::wholeNumber).ifPresent(spec::batchSize);
    fields.optional("shards").map(Setting::wholeNumber).ifPresent(spec::shards);
    fields.optional("sync").map(SyncPolicy.CATALOGUE::read).ifPresent(spec::sync);
    fields
        .optional("on_divergence")
        .map(OnDivergence.CATALOGUE::read)
        .ifPresent(spec::onDivergence);
    fields.optional("clip").map(Clipping.CATALOGUE::read).ifPresent(spec::clipping);
    Optional<Setting> average = fields.optional("average");
    fields.optional("class_weights").map(ClassWeights::read).ifPresent(spec::classWeights);
    fields
        .optional("init_from")
        .map(setting -> InitFrom.read(setting, file::resolve))
        .ifPresent(spec::initFrom);
    fields.optional("freeze").map(Setting::textOrTexts).ifPresent(spec::freeze);
    fields.optional("monitor").map(EarlyStopping::read).ifPresent(spec::earlyStopping);
    fields.done();
    average.map(RunConfig::readDecay).ifPresent(spec::averageDecay);
    return checkpoint;
  }

  private static double readDecay(Setting average) {
    Fields fields = average.fields();
    Setting decay = fields.required("decay");
    fields.done();
    return decay.make(() -> WeightAverage.checked(decay.number()));
  }
}
