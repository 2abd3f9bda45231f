package io.kindling.tests.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.driver.training.Trainer;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.predictor.model.ModelManifest;
import io.kindling.predictor.model.TrainedModel;
import io.kindling.submit.config.RunConfig;
import io.kindling.tests.training.Contexts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions saved is loaded, and means what it meant. */
class EarlierFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final float ROUNDING = 1e-4f; // another BLAS adds up in another order

  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = Contexts.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<SavedTraining> saved() {
    return SavedTraining.all();
  }

  @Test
  void eachIsComplete() {
    assertEquals(
        List.of(),
        saved()
            .flatMap(s -> Stream.of(s.modelFolder(), s.checkpoints(), s.predictions(), s.state()))
            .filter(Files::notExists)
            .toList());
  }

  @ParameterizedTest
  @MethodSource("saved")
  void aModelIsWrittenAgainAsItWas(SavedTraining training) throws IOException {
    assertEquals(Files.readAllLines(training.predictions()).get(0), training.model().sha256());
  }

  /** So nothing in it is passed over. */
  @ParameterizedTest
  @MethodSource("saved")
  void aManifestIsWrittenAgainWithAllThatItSaid(SavedTraining training) throws IOException {
    JsonNode then = JSON.readTree(training.modelFolder().resolve(ModelManifest.FILE).toFile());
    byte[] now =
        ModelManifest.write(
            training.model(), then.get("weights").textValue(), then.get("sha256").textValue());
    assertEquals(then, JSON.readTree(now));
  }

  @ParameterizedTest
  @MethodSource("saved")
  void aModelPredictsWhatItDid(SavedTraining training) throws IOException {
    assertPredicts(training, training.model(), ROUNDING);
  }

  private static void assertPredicts(SavedTraining training, TrainedModel model, float rounding)
      throws IOException {
    List<String> lines = Files.readAllLines(training.predictions());
    List<float[]> predictions = training.predict(spark, model);
    assertEquals(lines.size() - 1, predictions.size());
    for (int row = 0; row < predictions.size(); row++) {
      float[] then = numbers(lines.get(row + 1));
      float[] now = predictions.get(row);
      float largest = 1;
      for (float value : then) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertArrayEquals(then, now, rounding * largest, "row " + row);
    }
  }

  private static float[] numbers(String line) {
    List<String> texts = List.of(line.substring(1, line.length() - 1).split(", ", -1));
    float[] numbers = new float[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(texts.get(i));
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("saved")
  void aCheckpointHoldsWhatItDid(SavedTraining training) throws IOException {
    assertEquals(Files.readString(training.state()), SavedTraining.text(training.checkpoint()));
  }

  /** By force, since another version may compute other bits. */
  @ParameterizedTest
  @MethodSource("saved")
  void aTrainingGoesOnFromACheckpointToTheModelThatWasSaved(SavedTraining training)
      throws IOException {
    RunConfig config = training.config();
    List<Integer> epochs = new ArrayList<>();
    TrainedModel model =
        Trainer.on(spark)
            .data(config.data())
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.EpochCompleted epoch) {
                    epochs.add(epoch.epoch());
                  }
                })
            .resumeAnyway(training.checkpoint())
            .build(config.training())
            .train();
    int begun = training.checkpoint().position().epochs();
    assertTrue(begun < config.training().epochs(), "there is no epoch left to train");
    assertEquals(
        IntStream.rangeClosed(begun + 1, config.training().epochs()).boxed().toList(), epochs);
    assertPredicts(training, model, ROUNDING);
  }
}
