package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyData;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Adam;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.schedule.Constant;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.layer.activation.Tanh;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a training that goes on may have changed, and what not. */
final class ResumptionTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final List<Supplier<TrainingState>> KEPT = new ArrayList<>();
  private static final List<TrainingState> STATES = new ArrayList<>();

  /** That after the last step of the first epoch. */
  private static TrainingState state() {
    return STATES.get(STATES.size() - 1);
  }

  @BeforeAll
  static void train() {
    training()
        .listener(
            event -> {
              if (event instanceof TrainingEvent.StepCompleted step && step.epoch() == 1) {
                KEPT.add(step.state());
                STATES.add(step.state().get().copy());
              }
            })
        .build()
        .train();
  }

  private static TrainerBuilder training() {
    return TinyTraining.on(SPARK.context(), 2);
  }

  private static String refusal(TrainerBuilder other) {
    Trainer trainer = other.resume(state()).build();
    return String.valueOf(assertThrows(InvalidInputException.class, trainer::train).getMessage());
  }

  private static List<String> told(TrainerBuilder other) {
    List<String> differences = new ArrayList<>();
    other
        .listener(
            event -> {
              if (event instanceof TrainingEvent.Started started) {
                differences.addAll(started.resumed().orElseThrow().differences());
              }
            })
        .build()
        .train();
    return differences;
  }

  @Test
  void anotherDeclarationIsRefusedAndWhatDiffersNamed() {
    assertEquals(
        "the checkpoint: found a training with training.batch_size 17 (now 16),"
            + " training.optimizer.adam.beta1 0.9 (now 0.8), expected the same training;"
            + " --resume=force goes on nevertheless",
        refusal(
            training()
                .batchSize(16)
                .optimizer(new Adam(new Constant(0.05), 0.8, 0.999, 1e-8, false, 0))));
  }

  @Test
  void otherRowsAreRefused() {
    String refusal =
        refusal(training().data(new TinyData(12, TinyTraining.ROWS, 5, 3).rdd(SPARK.context(), 2)));
    assertTrue(
        refusal.startsWith(
            "the checkpoint: found a training with data.training rows 59 with checksum "),
        refusal);
  }

  @Test
  void ofManyDifferencesTheFirstAreNamed() {
    String refusal =
        refusal(
            training().network(new Dense(4), new Tanh(), new Dense(4), new Tanh(), new Dense(3)));
    assertTrue(
        refusal.matches(".*network\\[0\\].dense.units 8 \\(now 4\\).* and [0-9]+ more.*"), refusal);
  }

  @Test
  void moreEpochsGoOnAsIfTheyHadBeenDeclaredAtTheStart() {
    TrainedModel longer = training().epochs(4).build().train();
    TrainedModel resumed = training().epochs(4).resume(state()).build().train();
    assertEquals(longer.sha256(), resumed.sha256());
    assertEquals(List.of("training.epochs 2 (now 4)"), told(training().epochs(4).resume(state())));
  }

  @Test
  void anotherLearningRateHoldsFromThenOn() {
    assertEquals(
        List.of("training.optimizer.adam.learning_rate 0.05 (now 0.01)"),
        told(training().optimizer(new Adam(0.01)).resume(state())));
    assertNotEquals(
        training().build().train().sha256(),
        training().optimizer(new Adam(0.01)).resume(state()).build().train().sha256());
  }

  @Test
  void anywayAnotherOptimizerStartsAnewOnTheParametersThatAreThere() {
    List<String> differences =
        told(training().optimizer(new Momentum(new Constant(0.05), 0.9, 0)).resumeAnyway(state()));
    assertTrue(
        differences.contains("training.optimizer.momentum.momentum nothing (now 0.9)"),
        differences.toString());
  }

  @Test
  void anywayAnotherSyncPolicyGoesOn() {
    List<String> differences = told(training().sync(new LocalSteps(2)).resumeAnyway(state()));
    assertTrue(
        differences.contains("training.sync.local_steps.steps nothing (now 2)"),
        differences.toString());
  }

  @Test
  void anywayAnotherNetworkIsRefused() {
    Trainer trainer =
        training().network(new Dense(4), new Tanh(), new Dense(3)).resumeAnyway(state()).build();
    var error = assertThrows(InvalidInputException.class, trainer::train);
    assertEquals(
        "the state to go on from: found 75 values of theta, expected 39 values of theta",
        error.getMessage());
  }

  @Test
  void whatWasChangedIsRecordedAlsoOnceTrainingGoesOnAgain() {
    List<TrainingState> states = new ArrayList<>();
    TrainedModel changed =
        training()
            .optimizer(new Adam(0.01))
            .resume(state())
            .listener(
                event -> {
                  if (event instanceof TrainingEvent.EpochCompleted epoch) {
                    states.add(epoch.state().get().copy());
                  }
                })
            .build()
            .train();
    TrainedModel again = training().optimizer(new Adam(0.01)).resume(states.get(0)).build().train();
    assertEquals(changed.sha256(), again.sha256());
    for (TrainedModel model : List.of(changed, again)) {
      assertEquals(
          List.of("after epoch 0, batch 4: training.optimizer.adam.learning_rate 0.05 (now 0.01)"),
          model.provenance().values().get("changes"));
    }
    TrainedModel unchanged = training().resume(state()).build().train();
    assertFalse(unchanged.provenance().values().containsKey("changes"));
    assertEquals(2, unchanged.provenance().values().get("epoch"));
  }

  @Test
  void aStateIsToBeAskedForWhileItsEventIsHandled() {
    assertThrows(IllegalStateException.class, KEPT.get(0)::get);
  }
}
