package io.kindling.submit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.optimizer.Nesterov;
import io.kindling.driver.optimizer.UpdateRule;
import io.kindling.driver.sync.Auto;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.EarlyStopping;
import io.kindling.driver.training.OnDivergence;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingSpec;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.activation.Relu;
import io.kindling.kernels.loss.BinaryCrossEntropy;
import io.kindling.kernels.loss.SoftmaxCrossEntropy;
import io.kindling.kernels.metric.Metric;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.GlorotUniform;
import io.kindling.kernels.parameter.HeNormal;
import io.kindling.kernels.parameter.Zeros;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.RowSource;
import io.kindling.partitioning.source.WithRoles;
import io.kindling.partitioning.source.csv.CsvSource;
import io.kindling.partitioning.source.idx.IdxSource;
import io.kindling.predictor.column.FeatureColumns;
import io.kindling.predictor.column.Hash;
import io.kindling.predictor.column.MissingMode;
import io.kindling.predictor.column.Numeric;
import io.kindling.predictor.column.OneHot;
import io.kindling.predictor.preprocess.ScaleMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a config file declares. */
final class RunConfigTest {
  private static final String SHORT =
      """
      data: {train: {format: csv, path: train.csv, label: price}}
      network: [dense: {units: 1}]
      loss: binary_cross_entropy
      """;

  @TempDir private Path folder;

  @Test
  void everyKeyIsRead() {
    assertEquals(
        TrainingSpec.builder(
                NetworkSpec.of(
                    new Dense(8, new HeNormal()),
                    new Relu(),
                    new Dropout(0.2),
                    new Dense(2, new GlorotUniform(), new Zeros(), false)),
                new SoftmaxCrossEntropy())
            .optimizer(new Momentum(0.05, 0.9))
            .scale(ScaleMode.STANDARDIZE)
            .epochs(3)
            .batchSize(32)
            .shards(4)
            .seed(7)
            .build(),
        ConfigText.read(folder, ConfigText.FULL).training());
  }

  @Test
  void whatIsLeftOutHasTheDefaultsOfTheManual() {
    assertEquals(
        new TrainingSpec(
            NetworkSpec.of(new Dense(1)),
            new BinaryCrossEntropy(),
            UpdateRule.of(new Adam(0.001)),
            Optional.empty(),
            Metric.defaultsFor(new BinaryCrossEntropy()),
            EarlyStopping.NONE,
            new EveryStep(),
            new OnDivergence.Stop(),
            ScaleMode.NONE,
            ScaleMode.NONE,
            10,
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            1,
            Optional.empty(),
            Optional.empty(),
            List.of()),
        ConfigText.read(folder, SHORT).training());
  }

  @Test
  void anEmptyTrainingSectionMeansTheDefaults() {
    assertEquals(ConfigText.read(folder, SHORT), ConfigText.read(folder, SHORT + "training:\n"));
  }

  @Test
  void aMonitorKeepsTheBestEpochUnlessToldOtherwise() {
    assertEquals(
        EarlyStopping.best("loss"),
        ConfigText.read(folder, SHORT + "training: {monitor: {}}").training().earlyStopping());
    assertEquals(
        new EarlyStopping("accuracy", Optional.of(5), 0.001, false),
        ConfigText.read(
                folder,
                SHORT
                    + "training: {monitor: {metric: accuracy, patience: 5, min_delta: 0.001, keep:"
                    + " last}}")
            .training()
            .earlyStopping());
  }

  @Test
  void withoutValidationNothingIsHeldOut() {
    assertEquals(
        TrainingData.of(new CsvSource("file:" + folder.resolve("train.csv")).labelled("price")),
        ConfigText.read(folder, SHORT).data());
  }

  @Test
  void aSplitHoldsOutAShare() {
    assertEquals(
        TrainingData.split(
            new CsvSource("file:" + folder.resolve("train.csv")).labelled("price"), 0.25),
        ConfigText.read(folder, ConfigText.FULL).data());
  }

  @Test
  void validationRowsMayBeGivenApart() {
    String yaml =
        ConfigText.with("{split: 0.25}", "{format: idx, features: x.idx, labels: y.idx.gz}");
    assertEquals(
        TrainingData.of(
            new CsvSource("file:" + folder.resolve("train.csv")).labelled("price"),
            new IdxSource("file:" + folder.resolve("x.idx"), "file:" + folder.resolve("y.idx.gz"))),
        ConfigText.read(folder, yaml).data());
  }

  @Test
  void severalLabelsAndAWeightMayBeNamed() {
    String yaml = ConfigText.with("label: price", "label: [x1, y1], weight: count");
    assertEquals(
        new CsvSource("file:" + folder.resolve("train.csv")).labelled("x1", "y1").weighted("count"),
        ConfigText.read(folder, yaml).data().train());
  }

  @Test
  void columnsHaveTheirKinds() {
    String columns = "columns: {colour: one_hot, zip: {hash: {buckets: 1000}}, x: numeric}";
    String yaml = ConfigText.with("scale: standardize", columns + "\n  missing: mean");
    assertEquals(
        new FeatureColumns(
            Map.of("colour", new OneHot(), "zip", new Hash(1000), "x", new Numeric()),
            MissingMode.MEAN),
        ConfigText.read(folder, yaml).data().columns());
  }

  @Test
  void columnsThatAreNotNamedAreNumbersAndNoneMayMiss() {
    assertEquals(
        FeatureColumns.AS_FOUND, ConfigText.read(folder, ConfigText.FULL).data().columns());
  }

  static Stream<Arguments> scales() {
    return Stream.of(
        arguments("none", ScaleMode.NONE),
        arguments("unit", ScaleMode.UNIT),
        arguments("center", ScaleMode.CENTER),
        arguments("standardize", ScaleMode.STANDARDIZE),
        arguments("unit_variance", ScaleMode.UNIT_VARIANCE),
        arguments("max_abs", ScaleMode.MAX_ABS),
        arguments("min_max", ScaleMode.MIN_MAX));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void everyScalingHasItsName(String name, ScaleMode mode) {
    assertEquals(
        mode, ConfigText.read(folder, ConfigText.with("standardize", name)).training().scale());
  }

  @Test
  void labelsAreScaledApart() {
    String yaml = ConfigText.with("scale: standardize", "label_scale: min_max");
    TrainingSpec read = ConfigText.read(folder, yaml).training();
    assertEquals(ScaleMode.MIN_MAX, read.labelScale());
    assertEquals(ScaleMode.NONE, read.scale());
    assertEquals(ScaleMode.NONE, ConfigText.read(folder, ConfigText.FULL).training().labelScale());
  }

  @Test
  void syncPoliciesAreRead() {
    assertEquals(new Auto(), sync("auto"));
    assertEquals(new LocalSteps(16), sync("local_steps"));
    assertEquals(
        new LocalSteps(32, new Nesterov(0.7, 0.9), new InnerState.Reset()),
        sync(
            "{local_steps: {steps: 32, outer: {nesterov: {learning_rate: 0.7, momentum: 0.9}},"
                + " inner_state: reset}}"));
  }

  private SyncPolicy sync(String setting) {
    String yaml = ConfigText.with("sync: every_step", "sync: " + setting);
    return ConfigText.read(folder, yaml).training().sync();
  }

  @Test
  void reactionsToDivergenceAreRead() {
    assertEquals(new OnDivergence.Stop(), onDivergence("stop"));
    assertEquals(new OnDivergence.Rollback(0.1, 3), onDivergence("rollback"));
    assertEquals(
        new OnDivergence.Rollback(0.5, 7), onDivergence("{rollback: {factor: 0.5, times: 7}}"));
  }

  private OnDivergence onDivergence(String setting) {
    String yaml =
        ConfigText.with("sync: every_step", "sync: every_step\n  on_divergence: " + setting);
    return ConfigText.read(folder, yaml).training().onDivergence();
  }

  @Test
  void aBudgetIsReadAndThereIsNoneByDefault() {
    String yaml = ConfigText.with("sync: every_step", "budget: {minutes: 1.5}");
    assertEquals(
        Optional.of(TrainingBudget.minutes(1.5)),
        ConfigText.read(folder, yaml).training().budget());
    assertEquals(Optional.empty(), ConfigText.read(folder, ConfigText.FULL).training().budget());
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    String reordered =
        """
        training: {sync: every_step, shards: 4, batch_size: 32, epochs: 3}
        optimizer: {momentum: {learning_rate: 0.05}}
        loss: softmax_cross_entropy
        network:
          - dense: {initializer: he_normal, units: 8}
          - relu
          - dropout: {rate: 0.2}
          - dense: {bias: false, units: 2}
        data:
          scale: standardize
          validation: {split: 0.25}
          train: {label: price, path: train.csv, format: csv}
        seed: 7
        """;
    assertEquals(ConfigText.read(folder, ConfigText.FULL), ConfigText.read(folder, reordered));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/train.csv",
        "hdfs://host/a/train.csv",
        "s3a://bucket/{a,b}/*.csv",
        "file:///data/train.csv",
        "hdfs://host/with space/train.csv"
      })
  void aPathThatIsWholeStays(String path) {
    assertEquals(path, csvPath(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.csv", "parts/*.csv", "deep/er/train.csv"})
  void aRelativePathIsRelativeToTheConfig(String path) {
    assertEquals("file:" + folder.resolve(path), csvPath(path));
  }

  @Test
  void aPathMayLeaveTheFolderOfTheConfig() {
    assertEquals("file:" + folder.resolveSibling("train.csv"), csvPath("../train.csv"));
  }

  private String csvPath(String path) {
    String yaml = ConfigText.with("path: train.csv", "path: '%s'".formatted(path));
    return ((CsvSource) ((WithRoles) ConfigText.read(folder, yaml).data().train()).source()).path();
  }

  @Test
  void aNameThatLooksLikeANumberKeepsItsSpelling() {
    String yaml = ConfigText.with("label: price", "label: 2024.10");
    RowSource source = ConfigText.read(folder, yaml).data().train();
    assertEquals(List.of("2024.10"), source.roles().labels());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.yaml");
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> RunConfig.read(missing, Map.of()));
    assertEquals(missing + ": found no such file, expected a config file", thrown.getMessage());
  }
}
