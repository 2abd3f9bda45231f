package io.kindling.driver.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.checkpoint.CheckpointRule.Unit;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.driver.training.TrainingState;
import io.kindling.predictor.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rhythm of checkpoints, in epochs of ten steps. */
final class DueTimeTest {
  private static final int STEPS = 10;

  private static TrainingState noState() {
    return fail("nobody is to ask for it");
  }

  private static TrainedModel noModel() {
    return fail("nobody is to ask for it");
  }

  private static boolean afterStep(DueTime due, int epoch, int step) {
    return due.after(
        new TrainingEvent.StepCompleted(
            epoch,
            step,
            step,
            1,
            0,
            0,
            0,
            new StepTimes(0, 0, 0, 0, 0, 0),
            "",
            DueTimeTest::noState));
  }

  private static boolean afterEpoch(DueTime due, int epoch) {
    return due.after(
        new TrainingEvent.EpochCompleted(
            epoch,
            0,
            0,
            Optional.empty(),
            0,
            0,
            0,
            DueTimeTest::noModel,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            DueTimeTest::noState));
  }

  /** When checkpoints are taken in three epochs of so many steps at a time. */
  private static List<String> taken(DueTime due, TrainingPosition start, int stepsAtOnce) {
    List<String> taken = new ArrayList<>();
    for (int epoch = start.epochs() + 1; epoch <= 3; epoch++) {
      int first = epoch == start.epochs() + 1 ? start.batches() : 0;
      for (int step = first + stepsAtOnce; step <= STEPS; step += stepsAtOnce) {
        if (afterStep(due, epoch, step)) {
          taken.add(epoch + "." + step);
          due.taken();
        }
      }
      if (afterEpoch(due, epoch)) {
        taken.add("epoch " + epoch);
        due.taken();
      }
    }
    return taken;
  }

  private static DueTime due(Unit unit, double every, TrainingPosition start) {
    return new DueTime(new CheckpointRule(unit, every, 1), STEPS, start);
  }

  @Test
  void stepsAreCountedOverEpochs() {
    DueTime due = due(Unit.STEPS, 7, TrainingPosition.START);
    assertEquals(List.of("1.7", "2.4", "3.1", "3.8"), taken(due, TrainingPosition.START, 1));
  }

  @Test
  void aRoundThatPassesTheStepIsFollowedByOne() {
    DueTime due = due(Unit.STEPS, 7, TrainingPosition.START);
    assertEquals(List.of("1.10", "2.5", "3.5", "3.10"), taken(due, TrainingPosition.START, 5));
  }

  @Test
  void aResumedTrainingKeepsTheRhythm() {
    TrainingPosition start = new TrainingPosition(1, 4, 0);
    assertEquals(List.of("3.1", "3.8"), taken(due(Unit.STEPS, 7, start), start, 1));
  }

  @Test
  void epochsAreCountedAtTheirEnds() {
    DueTime due = due(Unit.EPOCHS, 2, TrainingPosition.START);
    assertEquals(List.of("epoch 2"), taken(due, TrainingPosition.START, 1));
  }

  @Test
  void oneThatIsNotTakenStaysDue() {
    DueTime due = due(Unit.STEPS, 2, TrainingPosition.START);
    assertEquals(
        List.of(false, true, true),
        List.of(afterStep(due, 1, 1), afterStep(due, 1, 2), afterStep(due, 1, 3)));
  }

  @Test
  void minutesPassByTheClock() {
    assertEquals(true, afterStep(due(Unit.MINUTES, 1e-9, TrainingPosition.START), 1, 1));
    assertEquals(false, afterStep(due(Unit.MINUTES, 60, TrainingPosition.START), 1, 1));
  }
}
