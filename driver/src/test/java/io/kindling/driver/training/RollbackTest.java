package io.kindling.driver.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.checkpoint.CheckpointFolder;
import io.kindling.driver.checkpoint.CheckpointRule;
import io.kindling.driver.checkpoint.CheckpointWriter;
import io.kindling.driver.fixture.LocalSpark;
import io.kindling.driver.fixture.TinyTraining;
import io.kindling.driver.optimizer.Momentum;
import io.kindling.driver.schedule.Constant;
import io.kindling.driver.schedule.Schedule;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.InnerState;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.TrainingEvent.EpochCompleted;
import io.kindling.driver.training.TrainingEvent.Failed;
import io.kindling.driver.training.TrainingEvent.RolledBack;
import io.kindling.driver.training.TrainingEvent.StepCompleted;
import io.kindling.kernels.layer.Dense;
import io.kindling.kernels.loss.SquaredError;
import io.kindling.predictor.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training that goes back to where its epoch began, with a lower learning rate, and recovers. */
final class RollbackTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark(2);

  private static final int STEPS = 10; // in an epoch
  private static final double FACTOR = 0x1p-10; // exact in any precision

  @TempDir private Path disk;

  private static TrainerBuilder training(Schedule rate, OnDivergence reaction) {
    return TinyTraining.on(SPARK.context(), 2)
        .network(new Dense(4), new Dense(1))
        .loss(new SquaredError())
        .optimizer(new Momentum(rate, 0.5, 0))
        .batchSize(6)
        .averageDecay(0.9)
        .onDivergence(reaction);
  }

  /** Far too large a rate, down to a good one in two times. */
  private static TrainerBuilder recovering() {
    return training(new Constant(0.005 / FACTOR / FACTOR), new OnDivergence.Rollback(FACTOR, 3));
  }

  private static List<TrainingEvent> events(TrainerBuilder training) {
    List<TrainingEvent> events = new ArrayList<>();
    training.listener(events::add);
    return events;
  }

  private static <T> List<T> only(Class<T> kind, List<TrainingEvent> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static Stream<SyncPolicy> policies() {
    return Stream.of(
        new EveryStep(),
        new LocalSteps(3),
        new LocalSteps(4, new Momentum(new Constant(0.7), 0.5, 0), new InnerState.Reset()));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void afterGoingBackTrainingIsThatOfTheLowerRate(SyncPolicy sync) {
    TrainerBuilder recovering = recovering().sync(sync);
    List<TrainingEvent> events = events(recovering);
    TrainedModel model = recovering.build().train();
    TrainedModel lower =
        training(new Constant(0.005), new OnDivergence.Stop()).sync(sync).build().train();
    assertEquals(2, only(RolledBack.class, events).size());
    assertArrayEquals(lower.parameters(), model.parameters());
  }

  @Test
  void itIsToldAndRecorded() {
    TrainerBuilder recovering = recovering();
    List<TrainingEvent> events = events(recovering);
    TrainedModel model = recovering.build().train();
    List<RolledBack> back = only(RolledBack.class, events);
    List<Setback> setbacks = back.get(1).setbacks();
    assertEquals(List.of(FACTOR, FACTOR * FACTOR), setbacks.stream().map(Setback::factor).toList());
    assertTrue(setbacks.stream().allMatch(it -> it.epoch() == 1 && it.step() > 0), "" + setbacks);
    assertEquals(setbacks.subList(0, 1), back.get(0).setbacks());
    assertEquals(TrainingPosition.START, back.get(0).position());
    assertTrue(back.get(0).reason().what().endsWith("at epoch 1, step " + setbacks.get(0).step()));
    List<EpochCompleted> epochs = only(EpochCompleted.class, events);
    assertEquals(setbacks, epochs.get(0).setbacks());
    assertEquals(List.of(), epochs.get(1).setbacks());
    assertEquals(0.005, epochs.get(1).learningRate(), 1e-12);
    assertEquals(
        setbacks.stream().map(Setback::write).toList(),
        model.provenance().values().get("setbacks"));
  }

  /** Too large a rate in the second epoch alone. */
  public record Leap(double value) implements Schedule {
    private static final long serialVersionUID = 1L;

    @Override
    public double rate(long step, List<Double> losses) {
      return losses.size() == 1 ? value : 0.005;
    }
  }

  @Test
  void itGoesBackToTheEndOfTheEpochBefore() {
    TrainerBuilder training =
        training(new Leap(1e7), new OnDivergence.Rollback(1e-10, 1)).epochs(3);
    List<TrainingEvent> events = events(training);
    training.build().train();
    List<RolledBack> back = only(RolledBack.class, events);
    assertEquals(1, back.size());
    assertEquals(new TrainingPosition(1, 0, 0), back.get(0).position());
    assertEquals(
        List.of(1, 2, 3),
        only(EpochCompleted.class, events).stream().map(EpochCompleted::epoch).toList());
    long steps = only(EpochCompleted.class, events).get(2).step();
    assertEquals(3 * STEPS, steps);
  }

  @Test
  void aValidationThatIsNotFiniteLeadsBackToo() {
    TrainerBuilder training =
        NonFiniteModelTest.withValidationThatOverflows(SPARK.context())
            .onDivergence(new OnDivergence.Rollback(0.5, 2));
    List<TrainingEvent> events = events(training);
    assertThrows(DivergedException.class, training.build()::train);
    assertEquals(
        List.of(new Setback(1, 0, 0.5), new Setback(1, 0, 0.25)),
        only(RolledBack.class, events).get(1).setbacks());
  }

  @Test
  void afterTheLastTimeTrainingFails() {
    TrainerBuilder training =
        training(new Constant(0.005 / FACTOR / FACTOR), new OnDivergence.Rollback(FACTOR, 1));
    List<TrainingEvent> events = events(training);
    String message =
        String.valueOf(assertThrows(DivergedException.class, training.build()::train).getMessage());
    assertTrue(
        message.matches(
            "training diverged: .*; training had gone back once with a lower learning rate; a lower"
                + " learning rate or scaled features may help"),
        message);
    List<Failed> failures = only(Failed.class, events);
    assertEquals(1, failures.size());
    assertEquals(Optional.empty(), failures.get(0).state());
    assertEquals(message, failures.get(0).failure().getMessage());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void fromAnyOfItsStatesItGoesOnToTheSameModel(SyncPolicy sync) throws IOException {
    List<TrainingState> states = new ArrayList<>();
    TrainerBuilder undisturbed = recovering().sync(sync);
    undisturbed.listener(
        event -> {
          if (event instanceof StepCompleted step) {
            states.add(step.state().get().copy());
          } else if (event instanceof RolledBack back) {
            states.add(back.state().get().copy());
          } else if (event instanceof EpochCompleted epoch) {
            states.add(epoch.state().get().copy());
          }
        });
    String sha256 = undisturbed.build().train().sha256();
    CheckpointFolder folder =
        new CheckpointFolder(disk.resolve("c").toString(), new Configuration());
    for (int i = 0; i < states.size(); i += 3) {
      folder.clear();
      folder.save(states.get(i), 1);
      TrainedModel resumed =
          recovering().sync(sync).resume(folder.last().orElseThrow().state()).build().train();
      assertEquals(sha256, resumed.sha256(), "from " + states.get(i).position());
    }
  }

  @Test
  void theCheckpointAfterGoingBackIsTheLast() throws IOException {
    CheckpointFolder folder =
        new CheckpointFolder(disk.resolve("c").toString(), new Configuration());
    List<TrainingState> found = new ArrayList<>();
    CheckpointRule eachStep = new CheckpointRule(CheckpointRule.Unit.STEPS, 1, 5);
    try (CheckpointWriter writer = new CheckpointWriter(folder, eachStep)) {
      recovering()
          .listener(writer)
          .listener(
              event -> {
                if (event instanceof RolledBack) {
                  found.add(last(folder));
                }
              })
          .build()
          .train();
    }
    assertEquals(List.of(1, 2), found.stream().map(state -> state.setbacks().size()).toList());
    assertFalse(found.stream().anyMatch(state -> state.position().batches() > 0));
    assertEquals(2, last(folder).setbacks().size());
  }

  private static TrainingState last(CheckpointFolder folder) {
    try {
      return folder.last().orElseThrow().state();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoGoesOnMayDeclareItAnew() {
    List<TrainingState> states = new ArrayList<>();
    TrainerBuilder stopping =
        training(new Leap(1e7), new OnDivergence.Stop())
            .listener(
                event -> {
                  if (event instanceof EpochCompleted epoch) {
                    states.add(epoch.state().get().copy());
                  }
                });
    assertThrows(DivergedException.class, stopping.build()::train);
    TrainerBuilder going =
        training(new Leap(1e7), new OnDivergence.Rollback(1e-10, 1)).resume(states.get(0));
    List<TrainingEvent> events = events(going);
    going.build().train();
    assertEquals(1, only(RolledBack.class, events).size());
  }
}
