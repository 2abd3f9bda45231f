package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings that a budget ends; 3 epochs of 3 batches, the fourth is held out. */
final class BudgetedTrainingTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  /** What a run came to: its model where it gave one, and the last state that was told. */
  private static final class Run {
    private final Map<Integer, String> epochs = new LinkedHashMap<>(); // the models of each
    private Optional<String> model = Optional.empty();
    private Optional<BudgetSpentException> failure = Optional.empty();
    private Optional<TrainingEvent.Finished> end = Optional.empty();
    private Optional<TrainingState> state = Optional.empty();

    static Run of(TrainerBuilder training) {
      Run run = new Run();
      try {
        TrainedModel model = training.listener(run::on).build().train();
        run.model = Optional.of(model.sha256());
      } catch (BudgetSpentException e) {
        run.failure = Optional.of(e);
      }
      return run;
    }

    private void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.EpochCompleted epoch) {
        epochs.put(epoch.epoch(), epoch.model().get().sha256());
      } else if (event instanceof TrainingEvent.Finished finished) {
        end = Optional.of(finished);
        state = Optional.of(finished.state().get().copy());
      } else if (event instanceof TrainingEvent.Failed failed) {
        state = failed.state().map(it -> it.get().copy());
      }
    }
  }

  private static TrainerBuilder training() {
    return TinyTraining.on(SPARK.context(), 2)
        .data(TinyTraining.data().rdd(SPARK.context(), 2), 0.2)
        .epochs(3);
  }

  static Stream<Arguments> trainings() {
    UnaryOperator<TrainerBuilder> best =
        training -> training.earlyStopping(EarlyStopping.best("accuracy"));
    UnaryOperator<TrainerBuilder> average = training -> training.averageDecay(0.9);
    UnaryOperator<TrainerBuilder> local = training -> training.sync(new LocalSteps(2));
    return Stream.of(
        Arguments.of(
            "the last epoch, an average of the parameters", average, 2, "0.2 1.1 2.0 2.2 3.0"),
        Arguments.of("the best epoch", best, 2, "0.2 1.1 2.0 2.2 3.0"),
        Arguments.of("local steps", local, 1, "0.2 1.0 1.2 2.0 2.2 3.0"));
  }

  /** Expected are the places where they end: epochs and batches. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("trainings")
  void manyRunsGiveTheModelsOfATrainingInOneGo(
      String name, UnaryOperator<TrainerBuilder> kind, int steps, String expected) {
    Run inOneGo = Run.of(kind.apply(training()));
    Map<Integer, String> epochs = new LinkedHashMap<>();
    List<String> ends = new ArrayList<>();
    Optional<TrainingState> state = Optional.empty();
    Optional<String> last = Optional.empty();
    while (last.isEmpty()) {
      TrainerBuilder builder = kind.apply(training()).budget(TrainingBudget.steps(steps));
      state.ifPresent(builder::resume);
      Run run = Run.of(builder);
      epochs.putAll(run.epochs);
      state = run.state;
      TrainingPosition position = state.orElseThrow().position();
      ends.add(position.epochs() + "." + position.batches());
      // The model is that of an epoch that has ended, whatever was learnt since.
      assertEquals(Optional.ofNullable(epochs.get(position.epochs())), run.model);
      assertEquals(run.model.isEmpty(), run.failure.isPresent());
      last = position.epochs() == 3 ? run.model : Optional.empty();
      assertEquals(
          run.model.map(model -> position.epochs() == 3 ? TrainingEnd.FINISHED : TrainingEnd.SPENT),
          run.end.map(TrainingEvent.Finished::end));
    }
    assertEquals(inOneGo.epochs, epochs);
    assertEquals(inOneGo.model, last);
    assertEquals(List.of(expected.split(" ")), ends);
  }

  @Test
  void anEndBeforeTheFirstEpochSaysSoAndCanGoOn() {
    Run run = Run.of(training().budget(TrainingBudget.steps(2)));
    assertEquals(
        "training.budget: 2 steps ended training in epoch 1, after 2 of its 3 batches",
        run.failure.orElseThrow().getMessage());
    assertEquals(2, run.state.orElseThrow().position().batches());
  }

  @Test
  void timeThatIsOverEndsAfterTheStepUnderWay() {
    Run run = Run.of(training().budget(TrainingBudget.minutes(1e-9)));
    assertEquals(1, run.state.orElseThrow().position().batches());
  }

  @Test
  void oneThatWasNotExpectedToEndWithinAnEpochStillEndsThere() {
    List<TrainingState> states = new ArrayList<>();
    training()
        .listener(
            event -> {
              if (event instanceof TrainingEvent.StepCompleted step && step.epoch() == 2) {
                states.add(step.state().get().copy());
              }
            })
        .build()
        .train();
    Run run = Run.of(training().budget(TrainingBudget.steps(1)).resume(states.get(0)));
    assertTrue(run.failure.isPresent()); // no one has kept the parameters of epoch 1
    assertEquals(2, run.state.orElseThrow().position().batches());
  }

  @Test
  void epochsEndOneWithTheScheduleOfAllOfThem() {
    Run inOneGo = Run.of(training());
    Run run = Run.of(training().budget(TrainingBudget.epochs(2)));
    assertEquals(inOneGo.epochs.get(2), run.model.orElseThrow());
    assertEquals(2, run.end.orElseThrow().epochs());
  }

  @Test
  void oneMustNotBeKeptBeyondTheRunThatHasABudget() {
    Run run = Run.of(training().budget(TrainingBudget.epochs(1)));
    Run rest = Run.of(training().resume(run.state.orElseThrow()));
    assertEquals(Run.of(training()).model, rest.model);
    assertThrows(IllegalArgumentException.class, () -> TrainingBudget.epochs(0));
  }
}
