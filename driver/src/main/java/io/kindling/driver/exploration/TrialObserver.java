package io.kindling.driver.exploration;

import io.kindling.driver.aggregation.StepOutcome;
import io.kindling.driver.training.ArithmeticWatch;
import io.kindling.driver.training.BudgetMeter;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingLoop;
import io.kindling.driver.training.TrainingProgress;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Writes down how the trials of a comparison go, and drops the worse half if that is wanted. */
final class TrialObserver implements TrainingLoop.Observer {
  private final List<TrialResult> results;
  private final int halvedEpochs;
  private final BudgetMeter meter;
  private final ArithmeticWatch arithmetic;
  private final Consumer<List<TrialResult>> listener;

  /**
   * @param halvedEpochs before which of the epochs the worse half is dropped; 0 for never
   * @param meter of the budget that they share
   * @param arithmetic of the executors
   */
  TrialObserver(
      List<TrialResult> results,
      int halvedEpochs,
      BudgetMeter meter,
      ArithmeticWatch arithmetic,
      Consumer<List<TrialResult>> listener) {
    this.results = results;
    this.halvedEpochs = halvedEpochs;
    this.meter = meter;
    this.arithmetic = arithmetic;
    this.listener = listener;
  }

  @Override
  public void stepped(TrainingLoop loop, TrainingLoop.Stepped step) {
    meter.addSteps(step.taken().batches());
    for (int i = 0; i < step.members().size(); i++) {
      StepOutcome outcome = step.taken().outcomes().get(i);
      if (outcome.isFinite()) {
        resultOf(step.members().get(i)).addStep(outcome.loss().mean());
      }
    }
  }

  @Override
  public void epochEnded(TrainingLoop loop, int epoch, double seconds) {
    results.forEach(TrialResult::noteEpoch);
    if (Integer.bitCount(epoch) == 1 && epoch < halvedEpochs) {
      dropWorseHalf(loop);
    }
    listener.accept(results);
    meter.addEpoch();
  }

  @Override
  public boolean asksExecutors() {
    return arithmetic.isBehind();
  }

  /** What is to be told stands in the log. */
  @Override
  public void executorsCame() {
    arithmetic.ask();
  }

  @Override
  public boolean endsHere() {
    return meter.isSpent();
  }

  /** Of an odd number, the larger half stays. */
  private void dropWorseHalf(TrainingLoop loop) {
    List<TrainingProgress> ranked =
        loop.members().stream()
            .sorted(Comparator.comparingDouble(member -> resultOf(member).lastEpochLoss()))
            .toList();
    ranked
        .subList((ranked.size() + 1) / 2, ranked.size())
        .forEach(member -> loop.drop(member, TrainingEnd.DROPPED));
  }

  private TrialResult resultOf(TrainingProgress member) {
    return results.stream().filter(result -> result.progress() == member).findFirst().orElseThrow();
  }
}
