package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.data.TrainingData;
import io.kindling.driver.exploration.Comparison;
import io.kindling.driver.exploration.Trial;
import io.kindling.driver.exploration.TrialResult;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Sgd;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Finished;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.partitioning.source.rdd.VectorSource;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trainings that end or go back as validation says. */
final class EarlyStoppingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int EPOCHS = 12;

  private final List<EpochCompleted> epochs = new ArrayList<>();
  private final List<TrainedModel> saved = new ArrayList<>();
  private final List<Optional<TrainedModel>> last = new ArrayList<>();
  private final List<Finished> ends = new ArrayList<>();

  @Test
  void theModelIsThatOfTheBestEpoch() {
    TrainedModel model = train(EarlyStopping.best("loss"));
    int best =
        epochs.stream()
            .min(Comparator.comparingDouble(EarlyStoppingTest::loss))
            .orElseThrow()
            .epoch();
    TrainedModel until = training(EarlyStopping.NONE).epochs(best).build().train();

    assertTrue(best < EPOCHS, "the last epoch is the best: nothing is shown");
    assertEquals(until.sha256(), model.sha256());
    assertEquals(best, ends.get(0).keptEpoch());
  }

  @Test
  void trainingStopsWhenPatienceRunsOut() {
    train(EarlyStopping.best("loss").withPatience(2));

    assertEquals(ends.get(0).keptEpoch() + 2, epochs.size());
    assertEquals(epochs.size(), ends.get(0).epochs());
    assertTrue(epochs.size() < EPOCHS, "it never stopped");
  }

  @Test
  void whatIsSavedAfterAnEpochIsTheModelAsItWouldBe() {
    TrainedModel model = train(EarlyStopping.best("loss").withPatience(2));

    assertEquals(model.sha256(), saved.get(saved.size() - 1).sha256());
    assertEquals(model.sha256(), saved.get(ends.get(0).keptEpoch() - 1).sha256());
  }

  @Test
  void theLastEpochsModelIsTheLastWhereTheModelIsAnEarlierOne() {
    train(EarlyStopping.best("loss").withPatience(2));
    TrainedModel until = training(EarlyStopping.NONE).epochs(epochs.size()).build().train();

    assertEquals(until.sha256(), last.get(last.size() - 1).orElseThrow().sha256());
    assertEquals(Optional.empty(), last.get(ends.get(0).keptEpoch() - 1));
  }

  @Test
  void theLastEpochMayBeKeptAllTheSame() {
    TrainedModel model = train(new EarlyStopping("loss", Optional.of(2), 0, false));
    TrainedModel until = training(EarlyStopping.NONE).epochs(epochs.size()).build().train();

    assertEquals(until.sha256(), model.sha256());
  }

  @Test
  void theManifestNamesTheMonitor() {
    TrainedModel model = train(EarlyStopping.best("accuracy").withPatience(2));
    assertEquals(
        "{metric=accuracy, patience=2, min_delta=0.0, keep=best}",
        String.valueOf(model.provenance().values().get("monitor")));
  }

  @Test
  void withoutValidationRowsThereIsNothingToMonitor() {
    Trainer trainer =
        TinyTraining.on(SPARK.context(), 2).earlyStopping(EarlyStopping.best("loss")).build();
    assertEquals(
        "training.monitor: found no validation rows, expected data.validation",
        assertThrows(InvalidInputException.class, trainer::train).getMessage());
  }

  @Test
  void aComparisonStopsWhoNoLongerGetsBetter() {
    EarlyStopping monitor = EarlyStopping.best("loss").withPatience(1);
    TrainerBuilder still = training(monitor).optimizer(new Sgd(1e-30));
    List<TrainingSpec> specs = List.of(still.spec(), training(EarlyStopping.NONE).spec());
    List<TrialResult> results =
        new Comparison(SPARK.context(), data(), false)
            .run(
                List.of(new Trial("still", specs.get(0)), new Trial("learning", specs.get(1))),
                progress -> {});

    assertEquals(TrainingEnd.STOPPED, results.get(0).end());
    assertEquals(2, results.get(0).epochLosses().size());
    assertEquals(TrainingEnd.FINISHED, results.get(1).end());
    assertEquals(EPOCHS, results.get(1).epochLosses().size());
  }

  private TrainedModel train(EarlyStopping monitor) {
    return training(monitor)
        .listener(
            event -> {
              if (event instanceof EpochCompleted epoch) {
                epochs.add(epoch);
                saved.add(epoch.model().get());
                last.add(epoch.last().map(Supplier::get));
              } else if (event instanceof Finished end) {
                ends.add(end);
              }
            })
        .build()
        .train();
  }

  private static TrainerBuilder training(EarlyStopping monitor) {
    return TinyTraining.on(SPARK.context(), 2)
        .data(data())
        .optimizer(new Adam(0.3))
        .epochs(EPOCHS)
        .earlyStopping(monitor);
  }

  private static TrainingData data() {
    return TrainingData.split(new VectorSource(TinyTraining.data().rdd(SPARK.context(), 2)), 0.3);
  }

  private static double loss(EpochCompleted epoch) {
    return epoch.validation().orElseThrow().getOrDefault("loss", Double.NaN);
  }
}
