package io.kindling.driver.training;

import io.kindling.driver.aggregation.JobDescription;
import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.aggregation.StepOutcome;
import io.kindling.driver.data.PreparedData;
import io.kindling.driver.evaluation.Evaluator;
import io.kindling.driver.evaluation.Measurement;
import io.kindling.driver.insight.Detail;
import io.kindling.kernels.concurrent.Interrupts;
import io.kindling.partitioning.shard.EpochSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loop over epochs and batches, for one model or for several that share each pass over the
 * data. A model whose numbers are no longer finite, or whose patience has run out, drops out.
 */
public final class TrainingLoop implements AutoCloseable {
  private final PreparedData data;
  private final Sync sync;
  private final int epochs;
  private final JobDescription job;
  private final List<Member> active = new ArrayList<>();
  private TrainingPosition position;

  /** A model, and what validates it where there are rows to do that on. */
  private record Member(TrainingProgress progress, Optional<Evaluator> evaluator)
      implements AutoCloseable {
    @Override
    public void close() {
      evaluator.ifPresent(Evaluator::close);
    }
  }

  /**
   * What a step came to, or a round of several.
   *
   * @param epoch from 1
   * @param batch the last of its batches in the epoch, from 1
   * @param rows in its batches
   * @param members that took it
   * @param taken what came of it for each of them, in their order
   * @param seconds it took
   */
  public record Stepped(
      int epoch,
      int batch,
      int rows,
      List<TrainingProgress> members,
      Sync.Taken taken,
      double seconds) {}

  /** Hears how it goes. */
  public interface Observer {
    /** A step is done, or a round of several. */
    void stepped(TrainingLoop loop, Stepped step);

    /**
     * An epoch is done, and validated.
     *
     * @param seconds of training alone
     */
    void epochEnded(TrainingLoop loop, int epoch, double seconds);

    /**
     * Whether a step of which something is not finite is to be computed once more, to tell where;
     * for a single model.
     */
    default boolean asksWhere() {
      return false;
    }

    /** Whether executors are there that the observer wants to ask something. */
    default boolean asksExecutors() {
      return false;
    }

    /** Executors may have come, and all rest, so that a job can run. */
    default void executorsCame() {}

    /** Whether all end here, between two steps, though they have not come to their end. */
    default boolean endsHere() {
      return false;
    }
  }

  /**
   * A loop before its first epoch, or where another was left.
   *
   * @param sync which trains them, in their order; closed with the loop, and when the loop cannot
   *     be made
   * @param members as far as they are at {@code position}
   */
  public TrainingLoop(
      PreparedData data,
      Sync sync,
      List<TrainingProgress> members,
      TrainingPosition position,
      int epochs,
      JobDescription job) {
    this.data = data;
    this.sync = sync;
    this.position = position;
    this.epochs = epochs;
    this.job = job;
    try {
      members.forEach(member -> active.add(new Member(member, member.model().evaluator())));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Runs until all epochs are over, all models have dropped out, or the observer ends it. */
  public void run(Observer observer) {
    runEpochs(observer);
    ask(observer);
  }

  private void runEpochs(Observer observer) {
    if (position.batches() == 0) {
      members().forEach(member -> dropIfOver(member, position.epochs()));
    }
    while (position.epochs() < epochs && !active.isEmpty()) {
      int epoch = position.epochs() + 1;
      welcome(observer);
      if (runEpoch(epoch, observer)) {
        endAll();
        return;
      }
      if (active.stream().anyMatch(this::validatesByJob)) {
        sync.rest();
        describe(epoch, "validation");
      }
      for (Member member : List.copyOf(active)) {
        validate(member, epoch);
      }
      double seconds = position.seconds();
      position = position.nextEpoch();
      observer.epochEnded(this, epoch, seconds);
      if (position.epochs() < epochs && !active.isEmpty() && observer.endsHere()) {
        endAll();
        return;
      }
    }
  }

  /** Has executors that came asked, and gives them work where there is some for them. */
  private void welcome(Observer observer) {
    if (data.executorsCame()) {
      sync.rest();
      job.set("executors that came");
      data.spread();
      observer.executorsCame();
    } else {
      ask(observer);
    }
  }

  private void ask(Observer observer) {
    if (observer.asksExecutors()) {
      sync.rest();
      job.set("executors that came");
      observer.executorsCame();
    }
  }

  private void endAll() {
    members().forEach(member -> member.end(TrainingEnd.SPENT));
  }

  /** Takes the steps of an epoch that are left; whether the observer ends it before the last. */
  private boolean runEpoch(int epoch, Observer observer) {
    EpochSampler sampler = data.sampler();
    long start = System.nanoTime();
    double before = position.seconds();
    while (position.batches() < sampler.batches() && !active.isEmpty()) {
      long stepStart = System.nanoTime();
      int batch = position.batches();
      describe(epoch, "step %s/%s".formatted(batch + 1, sampler.batches()));
      List<TrainingProgress> members = members();
      if (batch + sync.mostBatches() >= sampler.batches()) {
        members.forEach(member -> member.measureNext(epoch == epochs));
      }
      Sync.Taken taken =
          sync.take(epoch - 1, batch, members.stream().map(TrainingProgress::epochLosses).toList());
      note(members, taken, epoch, batch, observer.asksWhere());
      int rows = 0;
      for (int i = 0; i < taken.batches(); i++) {
        rows += sampler.rowsIn(batch++);
      }
      position = position.after(taken.batches(), before + secondsSince(start));
      observer.stepped(
          this, new Stepped(epoch, batch, rows, members, taken, secondsSince(stepStart)));
      if (batch < sampler.batches() && !active.isEmpty() && observer.endsHere()) {
        return true;
      }
    }
    position = position.after(0, before + secondsSince(start));
    return false;
  }

  private void note(
      List<TrainingProgress> members, Sync.Taken taken, int epoch, int batch, boolean asksWhere) {
    for (int i = 0; i < members.size(); i++) {
      TrainingProgress member = members.get(i);
      StepOutcome outcome = taken.outcomes().get(i);
      if (outcome.isFinite()) {
        member.add(outcome.loss());
      } else {
        DivergedException reason =
            DivergedException.inStep(epoch, batch + 1, outcome, member.learner());
        boolean traced = asksWhere && member.learner().isWhole();
        member.diverge(traced ? traced(reason, member, batch, taken.batches()) : reason);
        drop(member, TrainingEnd.DIVERGED);
      }
    }
  }

  /** The reason with where it began; if that cannot be found out, it is the reason still. */
  private DivergedException traced(
      DivergedException reason, TrainingProgress member, int batch, int batches) {
    try {
      return reason.with(sync.trace(position.epochs(), batch, batches, member.epochLosses()));
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      if (Interrupts.caused(e)) {
        throw new JobInterruptedException(e);
      }
      reason.addSuppressed(e);
      return reason;
    }
  }

  private boolean validatesByJob(Member member) {
    return member
        .evaluator()
        .filter(evaluator -> !evaluator.computesHere(data.validation().orElseThrow()))
        .isPresent();
  }

  private void validate(Member member, int epoch) {
    TrainingProgress progress = member.progress();
    Optional<Map<String, Double>> measured =
        member.evaluator().map(evaluator -> measure(progress, evaluator));
    progress.endEpoch(epoch, measured);
    if (progress.end() == TrainingEnd.DIVERGED) {
      drop(progress, TrainingEnd.DIVERGED);
    } else {
      dropIfOver(progress, epoch);
    }
  }

  private Map<String, Double> measure(TrainingProgress progress, Evaluator evaluator) {
    Measurement found =
        evaluator.evaluateInDetail(
            data.validation().orElseThrow(),
            progress.learner().averagedParameters(),
            progress.wanted());
    progress.note(found);
    return found.evaluation().values();
  }

  /** Measures once more how the model errs that training gives, which may have dropped out. */
  Measurement errors(TrainingProgress progress) {
    sync.rest();
    job.set("validation of the model");
    try (Evaluator evaluator = progress.model().evaluator().orElseThrow()) {
      return evaluator.evaluateInDetail(
          data.validation().orElseThrow(), progress.kept(), Set.of(Detail.ERRORS));
    }
  }

  /** Lets a model drop out whose patience has run out before its last epoch. */
  private void dropIfOver(TrainingProgress progress, int epoch) {
    if (progress.best().isOver() && epoch < epochs) {
      drop(progress, TrainingEnd.STOPPED);
    }
  }

  /** Where it is. */
  public TrainingPosition position() {
    return position;
  }

  private void describe(int epoch, String what) {
    String which = active.size() == 1 ? "" : "comparing %s, ".formatted(active.size());
    job.set("%sepoch %s/%s, %s".formatted(which, epoch, epochs, what));
  }

  /** Those that have not dropped out. */
  public List<TrainingProgress> members() {
    return active.stream().map(Member::progress).toList();
  }

  /** Lets a model drop out. */
  public void drop(TrainingProgress progress, TrainingEnd reason) {
    int place = members().indexOf(progress);
    progress.end(reason);
    sync.drop(place);
    active.remove(place).close();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    active.forEach(Member::close);
    sync.close();
  }
}
