package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.model.ModelFiles;
import io.kindling.driver.optimizer.Adamw;
import io.kindling.driver.optimizer.ClipByGlobalNorm;
import io.kindling.driver.optimizer.Lamb;
import io.kindling.driver.optimizer.Penalty;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.layer.BatchNorm;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.Dropout;
import io.kindling.kernels.layer.LayerNorm;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.network.NetworkSpec;
import io.kindling.kernels.parameter.ParameterSlice;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.predictor.preprocess.ScaleMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that start from a model, and layers that stay as they are. */
final class FineTuningTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static TrainedModel model;

  /** Above 0, as rates have to be, and 0 as float32. */
  private static final double NO_RATE = Double.MIN_VALUE;

  @TempDir private Path disk;

  @BeforeAll
  static void trainTheModel() {
    model = TinyTraining.on(SPARK.context(), 2).network(body(3)).build().train();
  }

  private static NetworkSpec body(int classes) {
    return NetworkSpec.of(
        new Dense(8),
        new BatchNorm(),
        new Tanh(),
        new Dropout(0.2),
        new Dense(6),
        new Dense(classes));
  }

  private static TrainerBuilder tuning(int partitions, int classes) {
    TinyData rows = new TinyData(12, TinyTraining.ROWS, 5, classes);
    return TinyTraining.on(SPARK.context(), partitions)
        .data(rows.rdd(SPARK.context(), partitions))
        .scale(ScaleMode.NONE)
        .network(body(classes));
  }

  private static Map<String, float[]> parameters(TrainedModel of) {
    Map<String, float[]> parameters = new LinkedHashMap<>();
    for (ParameterSlice slice : of.spec().compile().parameters().slices()) {
      parameters.put(
          slice.name(), Arrays.copyOfRange(of.parameters(), slice.offset(), slice.end()));
    }
    return parameters;
  }

  private static void assertSame(TrainedModel tuned, String... names) {
    Map<String, float[]> now = parameters(tuned);
    Map<String, float[]> before = parameters(model);
    now.forEach(
        (name, values) -> {
          int[] bits = bits(values);
          if (List.of(names).contains(name)) {
            assertArrayEquals(bits(of(before, name)), bits, name + " stays");
          } else {
            assertFalse(Arrays.equals(bits(of(before, name)), bits), name + " learns");
          }
        });
  }

  private static float[] of(Map<String, float[]> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static final String[] FIRST_TWO = {
    "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var"
  };

  @Test
  void trainingStartsWithTheParametersOfTheModel() {
    List<float[]> starts = new ArrayList<>();
    tuning(2, 3)
        .initFrom(InitFrom.of(model))
        .optimizer(new Sgd(NO_RATE))
        .freeze("1")
        .listener(
            event -> {
              if (event instanceof TrainingEvent.Finished finished) {
                starts.add(finished.model().parameters());
              }
            })
        .build()
        .train();
    assertArrayEquals(bits(model.parameters()), bits(starts.get(0)));
  }

  /** Whatever changes parameters: moments, decay, a penalty, clipping, an average. */
  @ParameterizedTest
  @ValueSource(strings = {"every_step", "local_steps", "lamb"})
  void frozenLayersStayToTheBitWhileTheOthersLearn(String kind) {
    TrainerBuilder training =
        tuning(2, 3)
            .initFrom(InitFrom.of(model))
            .freeze("0", "1")
            .penalty(new Penalty(0.01, 0.01))
            .clipping(new ClipByGlobalNorm(0.5))
            .averageDecay(0.9)
            .optimizer(kind.equals("lamb") ? new Lamb(0.05) : new Adamw(0.05));
    if (kind.equals("local_steps")) {
      training.sync(new LocalSteps(2));
    }
    assertSame(training.build().train(), FIRST_TWO);
  }

  @Test
  void aLayerCanBeFrozenBetweenOthersThatLearn() {
    TrainedModel tuned = tuning(2, 3).initFrom(InitFrom.of(model)).freeze("4").build().train();
    assertSame(tuned, "4.weight", "4.bias");
  }

  @Test
  void theModelIsTheSameWhateverThePartitionsAndHoweverStepsAreTaken() {
    String alone = frozen(2).build().train().sha256();
    assertEquals(alone, frozen(5).build().train().sha256());
    List<TrainedModel> together =
        new Comparison(SPARK.context(), data(), false)
            .train(
                List.of(
                    new Trial("a", frozen(2).spec()), new Trial("b", frozen(2).freeze().spec())),
                results -> {});
    assertEquals(alone, together.get(0).sha256());
    assertEquals(frozen(3).freeze().build().train().sha256(), together.get(1).sha256());
    assertNotEquals(alone, together.get(1).sha256());
  }

  @ParameterizedTest
  @CsvSource({"resident", "jobs"})
  void workersAndJobsGiveTheSameBits(String steps) {
    String setting = "spark.kindling.steps";
    String alone = frozen(2).build().train().sha256();
    SPARK.context().sc().conf().set(setting, steps);
    try {
      assertEquals(alone, frozen(2).build().train().sha256());
    } finally {
      SPARK.context().sc().conf().remove(setting);
    }
  }

  private static TrainingData data() {
    TinyData rows = new TinyData(12, TinyTraining.ROWS, 5, 3);
    return TrainingData.of(new VectorSource(rows.rdd(SPARK.context(), 2)));
  }

  private static TrainerBuilder frozen(int partitions) {
    return tuning(partitions, 3).initFrom(InitFrom.of(model)).freeze("0", "4");
  }

  /** A gradient of another length is sliced otherwise, and may not be another one by that. */
  @Test
  void freezingChangesNothingOfTheStartOfTheOthers() {
    Map<String, float[]> frozen = start(tuning(2, 3).freeze("0"));
    Map<String, float[]> plain = start(tuning(2, 3));
    plain.forEach((name, values) -> assertArrayEquals(values, frozen.get(name), name));
  }

  private static Map<String, float[]> start(TrainerBuilder training) {
    return parameters(
        training
            .network(new Dense(8), new LayerNorm(), new Dense(3))
            .optimizer(new Sgd(NO_RATE))
            .build()
            .train());
  }

  @Test
  void aReplacedLastLayerMayTellOtherClassesApart() {
    TrainedModel tuned =
        tuning(2, 5).initFrom(InitFrom.of(model).except("5")).freeze("0", "1", "4").build().train();
    Map<String, float[]> now = parameters(tuned);
    assertEquals(5, of(now, "5.bias").length);
    assertArrayEquals(parameters(model).get("4.weight"), now.get("4.weight"));
    assertEquals(List.of("0", "1", "2", "3", "4"), tuned.labels().classes());
  }

  @Test
  void rowsAreScaledAsTheModelScalesThem() {
    TrainedModel tuned = tuning(2, 3).initFrom(InitFrom.of(model)).build().train();
    assertEquals(ScaleMode.STANDARDIZE, tuned.preprocessing().scaling().mode());
    assertArrayEquals(
        model.preprocessing().scaling().shift(), tuned.preprocessing().scaling().shift());
  }

  @Test
  void anotherScalingThanTheModelsIsRefused() {
    assertEquals(
        "data.scale: found 'min_max', expected standardize, as in the model, from which training"
            + " starts",
        refused(tuning(2, 3).initFrom(InitFrom.of(model)).scale(ScaleMode.MIN_MAX)));
  }

  @Test
  void eachLayerThatDoesNotFitIsNamedWithBothShapes() {
    assertEquals(
        "training.init_from: in the model, network[4] (dense) is dense with weight 6×8 and bias"
            + " 6, expected dense with weight 7×8 and bias 7; network[5] (layer_norm) is"
            + " dense with weight 3×6 and bias 3, expected layer_norm with weight 7 and bias"
            + " 7; network[6] (dense) is no layer, expected dense with weight 3×7 and bias"
            + " 3; layers that except names start anew",
        refused(
            tuning(2, 3)
                .initFrom(InitFrom.of(model))
                .network(
                    new Dense(8),
                    new BatchNorm(),
                    new Tanh(),
                    new Dropout(0.2),
                    new Dense(7),
                    new LayerNorm(),
                    new Dense(3))));
  }

  @Test
  void layersThatThereAreNotCannotBeExceptedOrFrozen() {
    assertEquals(
        "training.init_from.except: found '9', which is no layer of the network, expected '0'"
            + " (nearest), of: 0, 1, 2, 3, 4, 5",
        refused(tuning(2, 3).initFrom(InitFrom.of(model).except("9"))));
    assertEquals(
        "training.freeze: found layers without parameters: 2, 3, expected one that has some",
        refused(tuning(2, 3).freeze("2", "3")));
  }

  private static String refused(TrainerBuilder training) {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> training.build().train());
    return String.valueOf(refused.getMessage());
  }

  @Test
  void aTrainingGoesOnToTheSameModel() {
    List<TrainingState> states = new ArrayList<>();
    TrainedModel undisturbed =
        frozen(2)
            .averageDecay(0.9)
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.StepCompleted step) {
                    states.add(step.state().get().copy());
                  }
                })
            .build()
            .train();
    TrainingState half = states.get(states.size() / 2);
    assertEquals(
        undisturbed.sha256(), frozen(3).averageDecay(0.9).resume(half).build().train().sha256());
    TrainedModel other =
        TinyTraining.on(SPARK.context(), 2).network(body(3)).epochs(1).build().train();
    String refused = refused(frozen(2).averageDecay(0.9).initFrom(InitFrom.of(other)).resume(half));
    assertEquals(
        "the checkpoint: found a training with training.init_from.sha256 "
            + "%s (now %s), expected the same training; --resume=force goes on nevertheless"
                .formatted(model.sha256(), other.sha256()),
        refused);
  }

  @Test
  void theManifestNamesTheModelAndWhatWasFrozen() throws IOException {
    String folder = disk.resolve("model").toString();
    ModelFiles.save(model, new Configuration(), folder);
    List<String> told = new ArrayList<>();
    TrainedModel tuned =
        tuning(2, 3)
            .initFrom(InitFrom.path(folder).except("5"))
            .freeze("1", "0")
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.Started started) {
                    told.addAll(started.plan().start());
                  }
                })
            .build()
            .train();
    String other = disk.resolve("tuned").toString();
    ModelFiles.save(tuned, new Configuration(), other);
    TrainedModel read = ModelFiles.load(new Configuration(), other);
    assertEquals(tuned.sha256(), read.sha256());
    Map<String, Object> training = read.provenance().values();
    assertEquals(
        Map.of("sha256", model.sha256(), "except", List.of("5")), training.get("init_from"));
    assertEquals(List.of("0", "1"), training.get("freeze"));
    assertEquals(
        List.of(
            "Starts from %s, SHA-256 %s: layers 0, 1, 4 are its own, 5 start anew, 5 of it are left;"
                    .formatted(folder, model.sha256())
                + " columns, categories and scaling of features are its own, too",
            "Frozen layers 0, 1: 75 of 155 parameters are trained"),
        told);
  }
}
