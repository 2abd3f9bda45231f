package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.insight.LayerDetails;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Finished;
import io.kindling.driver.training.TrainingEvent.Started;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners hear of a training. */
final class TrainerEventsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int HELD_OUT = 12;
  private static final List<TrainingEvent> EVENTS = new ArrayList<>();
  private static final List<TrainedModel> SNAPSHOTS = new ArrayList<>();
  private static final List<String> SHA256S = new ArrayList<>();

  @BeforeAll
  static void train() {
    SNAPSHOTS.clear();
    SHA256S.clear();
    EVENTS.clear();
    TinyTraining.on(SPARK.context(), 2)
        .data(TinyTraining.data().rdd(SPARK.context(), 2), (double) HELD_OUT / TinyTraining.ROWS)
        .listener(new Detailed())
        .listener(
            event -> {
              if (event instanceof EpochCompleted epoch) {
                TrainedModel snapshot = epoch.model().get();
                SNAPSHOTS.add(snapshot);
                SHA256S.add(snapshot.sha256());
              }
            })
        .build()
        .train();
  }

  /** Keeps events, with their details. */
  private static final class Detailed implements TrainingListener {
    @Override
    public void on(TrainingEvent event) {
      EVENTS.add(event);
    }

    @Override
    public Set<Detail> details() {
      return EnumSet.allOf(Detail.class);
    }
  }

  @Test
  void aStepNamesItsNumberSinceTheStartAndItsRate() {
    assertEquals(
        List.of("1 0.05", "2 0.05", "3 0.05", "4 0.05", "5 0.05", "6 0.05"),
        EVENTS.stream()
            .filter(StepCompleted.class::isInstance)
            .map(StepCompleted.class::cast)
            .map(step -> step.step() + " " + step.learningRate())
            .toList());
  }

  @Test
  void theConfusionMatrixOfAnEpochIsOfAllRowsHeldOut() {
    double[][] matrix = details(2).matrices().getOrDefault("confusion_matrix", new double[0][]);
    double all = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).sum();
    double right = matrix[0][0] + matrix[1][1] + matrix[2][2];
    assertEquals(HELD_OUT, all);
    assertEquals(accuracy(), right / all, 1e-12);
  }

  @Test
  void detailsAreAmongTheMatricesAndNotAmongTheFigures() {
    assertEquals(
        Set.of("confusion_matrix", "calibration", "roc_curve"), details(1).matrices().keySet());
  }

  @Test
  void anEpochShowsTheNormsOfEachLayer() {
    assertEquals(List.of("0", "3"), details(1).layers().stream().map(l -> l.position()).toList());
    float[] theta = SNAPSHOTS.get(0).parameters();
    double squares = 0;
    for (int i = 0; i < 5 * 8 + 8; i++) {
      squares += (double) theta[i] * theta[i];
    }
    LayerDetails first = details(1).layers().get(0);
    assertEquals(Math.sqrt(squares), first.weightNorm(), 1e-9);
    assertTrue(first.gradientNorm() > 0 && Double.isFinite(first.gradientNorm()));
    assertEquals(0.0, details(1).silentUnits().get("0"), "tanh is never 0");
  }

  @Test
  void sampledRowsHavePredictionsAndThoseThatAreWrongTheirFeatures() {
    EpochDetails details = details(2);
    assertEquals(HELD_OUT, details.rows().size());
    long wrong = details.rows().stream().filter(row -> row.features().length == 5).count();
    assertEquals(Math.round(HELD_OUT * (1 - accuracy())), wrong);
    details.rows().forEach(row -> assertEquals(3, row.predictions().length));
  }

  @Test
  void theStartShowsTheRowsToTrainOn() {
    DataDetails data = started().data().orElseThrow();
    assertEquals(TinyTraining.ROWS - HELD_OUT, data.classCounts().stream().mapToLong(n -> n).sum());
    assertEquals(TinyTraining.ROWS - HELD_OUT, data.rows().size());
  }

  @Test
  void onlyThoseDetailsThatAListenerWantsAreComputed() {
    List<TrainingEvent> events = new ArrayList<>();
    TinyTraining.on(SPARK.context(), 2)
        .data(TinyTraining.data().rdd(SPARK.context(), 2), (double) HELD_OUT / TinyTraining.ROWS)
        .listener(
            new TrainingListener() {
              @Override
              public void on(TrainingEvent event) {
                events.add(event);
              }

              @Override
              public Set<Detail> details() {
                return Set.of(Detail.NORMS);
              }
            })
        .build()
        .train();
    assertEquals(Optional.empty(), ((Started) events.get(0)).data());
    EpochDetails found =
        events.stream()
            .filter(EpochCompleted.class::isInstance)
            .map(event -> ((EpochCompleted) event).details().orElseThrow())
            .findFirst()
            .orElseThrow();
    assertEquals(details(1).layers(), found.layers());
    assertEquals(List.of(), found.parameters());
    assertEquals(List.of(), found.rows());
    assertEquals(Set.of(), found.matrices().keySet());
    assertEquals(Set.of(), found.silentUnits().keySet());
  }

  @Test
  void detailsThatNobodyWantsAreNotComputedAndChangeNoModel() {
    List<EpochCompleted> epochs = new ArrayList<>();
    TrainedModel model =
        TinyTraining.on(SPARK.context(), 2)
            .data(
                TinyTraining.data().rdd(SPARK.context(), 2), (double) HELD_OUT / TinyTraining.ROWS)
            .listener(
                new TrainingHandler() {
                  @Override
                  public void epochCompleted(EpochCompleted epoch) {
                    epochs.add(epoch);
                  }
                })
            .build()
            .train();
    assertEquals(Optional.empty(), epochs.get(0).details());
    assertEquals(SHA256S.get(1), model.sha256());
    assertEquals(epoch(2).validation(), epochs.get(1).validation());
  }

  private static double accuracy() {
    return epoch(2).validation().orElseThrow().getOrDefault("accuracy", Double.NaN);
  }

  private static EpochDetails details(int epoch) {
    return epoch(epoch).details().orElseThrow();
  }

  @Test
  void eventsComeInTheOrderOfTheTraining() {
    assertEquals(
        List.of(
            "start",
            "step 1.1 of 17",
            "step 1.2 of 17",
            "step 1.3 of 13",
            "epoch 1 after 3",
            "step 2.1 of 17",
            "step 2.2 of 17",
            "step 2.3 of 13",
            "epoch 2 after 6",
            "finish"),
        EVENTS.stream().map(TrainerEventsTest::outline).toList());
  }

  private static String outline(TrainingEvent event) {
    if (event instanceof StepCompleted step) {
      return "step %d.%d of %d".formatted(step.epoch(), step.stepInEpoch(), step.rows());
    }
    if (event instanceof EpochCompleted epoch) {
      return "epoch %d after %d".formatted(epoch.epoch(), epoch.step());
    }
    return event instanceof Started ? "start" : "finish";
  }

  @Test
  void theStartNamesTheRowsOnBothSides() {
    assertEquals(
        List.of((long) TinyTraining.ROWS - HELD_OUT, (long) HELD_OUT),
        List.of(started().plan().trainingRows(), started().plan().validationRows()));
  }

  @Test
  void theStartNamesParametersAndSteps() {
    assertEquals(
        List.of(TinyTraining.PARAMETERS, 3),
        List.of(started().plan().parameters(), started().plan().stepsPerEpoch()));
  }

  @Test
  void theStartNamesWhatComputes() {
    assertEquals(
        List.of("driver"),
        started().executors().stream().map(answer -> answer.executor()).toList());
  }

  @Test
  void theLossOfAnEpochIsTheMeanOverItsRows() {
    double sum = 0;
    for (TrainingEvent event : EVENTS) {
      if (event instanceof StepCompleted step && step.epoch() == 1) {
        sum += step.loss() * step.rows();
      }
    }
    assertEquals(sum / (TinyTraining.ROWS - HELD_OUT), epoch(1).trainLoss(), 1e-9);
  }

  @Test
  void everyEpochIsValidated() {
    assertEquals(Set.of("loss", "accuracy"), epoch(2).validation().orElseThrow().keySet());
  }

  @Test
  void theSpeedIsRowsOverSeconds() {
    assertEquals(
        (TinyTraining.ROWS - HELD_OUT) / epoch(1).seconds(), epoch(1).samplesPerSecond(), 1e-6);
  }

  @Test
  void anEpochNamesItsLearningRate() {
    assertEquals(0.05, epoch(1).learningRate());
  }

  @Test
  void aSnapshotDoesNotChangeAfterwards() {
    assertEquals(SHA256S, SNAPSHOTS.stream().map(TrainedModel::sha256).toList());
    assertNotEquals(SHA256S.get(0), SHA256S.get(1));
  }

  @Test
  void theLastSnapshotIsTheTrainedModel() {
    Finished finished = (Finished) EVENTS.get(EVENTS.size() - 1);
    assertArrayEquals(SNAPSHOTS.get(1).parameters(), finished.model().parameters());
  }

  @Test
  void theModelOfAnEpochThatIsOverIsNotThatOfALaterOne() {
    assertSame(SNAPSHOTS.get(0), epoch(1).model().get(), "taken while its event was handled");
    List<EpochCompleted> later = new ArrayList<>();
    TinyTraining.on(SPARK.context(), 2)
        .listener(
            event -> {
              if (event instanceof EpochCompleted epoch) {
                later.add(epoch);
              }
            })
        .build()
        .train();
    assertEquals(
        "the model of an epoch must be taken while its event is handled, since training goes on"
            + " afterwards",
        assertThrows(IllegalStateException.class, () -> later.get(0).model().get()).getMessage());
  }

  @Test
  void anExceptionOfAListenerEndsTheTraining() {
    Trainer trainer =
        TinyTraining.on(SPARK.context(), 2)
            .listener(
                event -> {
                  throw new IllegalStateException("full disk");
                })
            .build();
    assertEquals(
        "full disk", assertThrows(IllegalStateException.class, trainer::train).getMessage());
  }

  @Test
  void aDivergedTrainingNamesEpochAndStep() {
    List<TrainingEvent> events = new ArrayList<>();
    Trainer trainer = TinyTraining.diverging(SPARK.context()).listener(events::add).build();
    String message =
        String.valueOf(assertThrows(DivergedException.class, trainer::train).getMessage());
    long steps = events.stream().filter(StepCompleted.class::isInstance).count();
    String expected =
        "training diverged: the loss became (NaN|-?Infinity) at epoch %d, step %d; .+"
            .formatted(1 + steps / TinyTraining.STEPS, 1 + steps % TinyTraining.STEPS);
    assertTrue(message.matches(expected), message);
  }

  private static Started started() {
    return (Started) EVENTS.get(0);
  }

  private static EpochCompleted epoch(int number) {
    return EVENTS.stream()
        .filter(EpochCompleted.class::isInstance)
        .map(EpochCompleted.class::cast)
        .filter(epoch -> epoch.epoch() == number)
        .findFirst()
        .orElseThrow();
  }
}
