package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.evaluation.ModelEvaluation;
import io.kindling.driver.fixture.JobRecorder;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.kernels.metric.Accuracy;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the rows that a training validates on are so few that a Spark job takes longer. */
final class QuickValidationTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int EPOCHS = 40;

  @Test
  void fewRowsAreSoonValidatedWithoutAJobAndToTheSameBits() {
    TinyData rows = new TinyData(12, 101, 5, 3);
    List<Optional<Map<String, Double>>> validations = new ArrayList<>();
    List<TrainedModel> models = new ArrayList<>();
    try (JobRecorder recorder = new JobRecorder(SPARK.context())) {
      train(
          rows,
          EPOCHS,
          event -> {
            if (event instanceof TrainingEvent.EpochCompleted epoch) {
              validations.add(epoch.validation());
              models.add(epoch.last().orElse(epoch.model()).get());
            }
          });
      assertFalse(recorder.jobs().contains(validation(EPOCHS)), recorder.jobs().toString());
    }
    for (int epoch : List.of(0, EPOCHS / 2, EPOCHS - 1)) { // the first is a job in any case
      assertEquals(
          ModelEvaluation.evaluate(
                  SPARK.context(),
                  models.get(epoch),
                  new VectorSource(rows.rdd(SPARK.context(), 3)),
                  List.of(new Accuracy()))
              .values(),
          validations.get(epoch).orElseThrow());
    }
  }

  @Test
  void workersStayOverTheEndOfSuchAnEpoch() {
    try (JobRecorder recorder = new JobRecorder(SPARK.context())) {
      train(new TinyData(12, 101, 5, 3), EPOCHS, event -> {});
      List<String> jobs = recorder.jobs();
      assertTrue(jobs.size() < EPOCHS, jobs.toString());
    }
  }

  @Test
  void manyBytesAreNotCopiedToTheDriver() {
    TinyData wide = new TinyData(13, 1100, 2000, 2);
    try (JobRecorder recorder = new JobRecorder(SPARK.context())) {
      train(wide, 8, event -> {});
      assertTrue(recorder.jobs().contains(validation(8)), recorder.jobs().toString());
    }
  }

  private static String validation(int epochs) {
    return "epoch %s/%s, validation".formatted(epochs, epochs);
  }

  private static void train(TinyData validation, int epochs, TrainingListener listener) {
    int features = validation.features(0).length;
    TinyData rows = new TinyData(11, TinyTraining.ROWS, features, 3);
    TinyTraining.on(SPARK.context(), 2)
        .data(
            TrainingData.of(
                new VectorSource(rows.rdd(SPARK.context(), 2)),
                new VectorSource(validation.rdd(SPARK.context(), 2))))
        .epochs(epochs)
        .metrics(new Accuracy())
        .listener(listener)
        .build()
        .train();
  }
}
