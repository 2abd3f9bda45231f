package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.insight.DataDetails;
import io.kindling.driver.insight.Detail;
import io.kindling.driver.insight.EpochDetails;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Finished;
import io.kindling.driver.training.TrainingEvent.Started;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A listener says of each epoch which details it looks at, and always gets those of the model. */
final class DetailsOfEpochTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final double SHARE = 0.2;

  /** Looks at errors of some epochs, and at all else of each. */
  private static final class Sometimes implements TrainingListener {
    private final Set<Integer> epochs;
    private final List<EpochCompleted> ended = new ArrayList<>();
    private Optional<DataDetails> data = Optional.empty();
    private Optional<Finished> finished = Optional.empty();
    private int asked;

    Sometimes(Integer... epochs) {
      this.epochs = Set.of(epochs);
    }

    @Override
    public Set<Detail> details() {
      return EnumSet.allOf(Detail.class);
    }

    @Override
    public Set<Detail> detailsOfEpoch() {
      asked++;
      return epochs.contains(ended.size() + 1)
          ? details()
          : EnumSet.complementOf(EnumSet.of(Detail.ERRORS));
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof Started started) {
        data = started.data();
      } else if (event instanceof EpochCompleted epoch) {
        ended.add(epoch);
      } else if (event instanceof Finished end) {
        finished = Optional.of(end);
      }
    }

    List<Integer> epochsWithErrors() {
      return ended.stream()
          .filter(epoch -> epoch.details().orElseThrow().hasErrors())
          .map(EpochCompleted::epoch)
          .toList();
    }

    Optional<EpochDetails> errorsOfModel() {
      return finished.orElseThrow().details();
    }
  }

  private static TrainerBuilder training(TrainingListener listener) {
    return TinyTraining.on(SPARK.context(), 2)
        .data(TinyTraining.data().rdd(SPARK.context(), 2), SHARE)
        .epochs(5)
        .listener(listener);
  }

  @Test
  void errorsAreThoseOfTheEpochsThatAListenerLooksAtAndOfTheLast() {
    Sometimes listener = new Sometimes(2);
    training(listener).build().train();
    assertEquals(List.of(2, 5), listener.epochsWithErrors());
    assertEquals(Optional.empty(), listener.errorsOfModel());
    assertEquals(4, listener.asked, "once of each epoch but the last");
    for (EpochCompleted epoch : listener.ended) {
      EpochDetails details = epoch.details().orElseThrow();
      assertEquals(Set.of("0", "2"), details.silentUnits().keySet());
      assertEquals(2, details.layers().size());
    }
  }

  @Test
  void errorsOfTheModelComeAtTheEndWhereItIsThatOfAnEpochNobodyLookedAt() {
    Sometimes listener = new Sometimes();
    TrainerBuilder stops =
        training(listener)
            .epochs(100)
            .earlyStopping(EarlyStopping.best("accuracy").withPatience(2));
    stops.build().train();
    Finished finished = listener.finished.orElseThrow();
    assertTrue(finished.epochs() < 100 && finished.keptEpoch() < finished.epochs());
    assertEquals(List.of(), listener.epochsWithErrors());
    double[][] matrix =
        listener
            .errorsOfModel()
            .orElseThrow()
            .matrices()
            .getOrDefault("confusion_matrix", new double[0][]);
    double all = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).sum();
    double right = matrix[0][0] + matrix[1][1] + matrix[2][2];
    assertEquals(accuracy(listener, finished.keptEpoch()), right / all, 1e-12);
    assertFalse(listener.errorsOfModel().orElseThrow().rows().isEmpty());
  }

  private static double accuracy(Sometimes listener, int epoch) {
    return listener
        .ended
        .get(epoch - 1)
        .validation()
        .orElseThrow()
        .getOrDefault("accuracy", Double.NaN);
  }

  @Test
  void errorsThatCameWithTheEpochOfTheModelAreNotMeasuredAgain() {
    Sometimes seeing = new Sometimes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    training(seeing).epochs(10).earlyStopping(EarlyStopping.best("accuracy")).build().train();
    int kept = seeing.finished.orElseThrow().keptEpoch();
    Sometimes listener = new Sometimes(kept);
    training(listener).epochs(10).earlyStopping(EarlyStopping.best("accuracy")).build().train();
    assertTrue(kept < 10, "or it is the last one");
    assertTrue(listener.epochsWithErrors().contains(kept));
    assertEquals(Optional.empty(), listener.errorsOfModel());
  }

  @Test
  void whatAListenerLooksAtChangesNoModel() {
    TrainedModel without = training(event -> {}).build().train();
    TrainedModel with = training(new Sometimes(1, 3)).build().train();
    assertEquals(without.sha256(), with.sha256());
  }

  @Test
  void ofRowsWithoutNamesAFewHaveFeatures() {
    Sometimes listener = new Sometimes();
    training(listener).build().train();
    DataDetails data = listener.data.orElseThrow();
    assertEquals(47, data.rows().size());
    assertEquals(24, data.rows().stream().filter(row -> row.features().length == 5).count());
    assertEquals(47, data.classCounts().stream().mapToLong(count -> count).sum());
  }
}
