package io.kindling.submit.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.LocalSteps;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.submit.fixture.Events;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the time of steps went, and what is advised. */
final class StepProfileTest {
  private static final StepTimes CHEAP = new StepTimes(0.01, 0.97, 0.95, 0, 0.01, 0.02);
  private static final StepTimes COSTLY = new StepTimes(0.01, 0.05, 0.01, 0, 0.01, 0.02);

  @Test
  void theSplitAddsUpAndTheKernelsFollow() {
    StringWriter out = new StringWriter();
    StepProfile profile = new StepProfile(new PrintWriter(out), 2);
    profile.on(Events.started(Events.SPEC, new EveryStep(), List.of(), List.of()));
    for (int step = 1; step <= 3; step++) {
      profile.on(Events.step(1, step, 0.5));
    }
    assertEquals("", out.toString());
    profile.on(Events.finished(3, 3, TrainingEnd.FINISHED));
    List<String> lines = out.toString().lines().toList();
    assertEquals(
        List.of(
            "Where a step went, medians of the last 3, run by 2 workers that stay:",
            "                                                    ms    %",
            "send the parameters                              10.00    4",
            "schedule, wake, carry parameters and gradients   20.00    8",
            "compute                                         190.00   76",
            "wait for the slowest worker                      10.00    4",
            "finish the sum                                   10.00    4",
            "optimizer                                        10.00    4",
            "total                                           250.00  100",
            "What computing a shard's 32 rows takes, on the driver:"),
        lines.subList(0, 10));
    assertTrue(lines.get(11).startsWith("dense, 2 to 2 "), lines.get(11));
    assertEquals("Advice: nothing stands out", lines.get(12));
  }

  @Test
  void fewerShardsThanCoresAreNoticed() {
    assertEquals(
        "2 of 8 cores work, one for each shard: set training.shards to 8 or more",
        StepAdvice.of(new EveryStep(), COSTLY, 2, 8, 10).get(0));
  }

  @Test
  void stepsThatHardlyComputeShouldBeFewer() {
    assertEquals(
        List.of(
            "synchronising takes 88 % of a step: a larger training.batch_size makes fewer steps; or"
                + " training.sync: auto takes several between synchronising, another model but as a"
                + " rule as good a one"),
        StepAdvice.of(new EveryStep(), COSTLY, 8, 8, 10));
    assertEquals(
        List.of(
            "synchronising takes 88 % of a round of 4 local steps: more steps, or training.sync: auto"),
        StepAdvice.of(new LocalSteps(4), COSTLY, 8, 8, 10));
  }

  @Test
  void stepsThatComputeAllTheTimeWantCores() {
    assertEquals(
        List.of("computing takes nearly all the time: more cores, and shards for them, would help"),
        StepAdvice.of(new EveryStep(), CHEAP, 8, 8, 10));
  }

  @Test
  void aFloorSaysWhichBatchesAreTooSmall() {
    assertEquals(
        "with 100,000 parameters, a batch that takes less than 90 ms to compute is trained faster with"
            + " a larger training.batch_size or training.sync: auto",
        StepAdvice.ofFloor(100_000, 0.010));
  }
}
