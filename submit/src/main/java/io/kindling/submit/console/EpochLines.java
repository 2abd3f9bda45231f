package io.kindling.submit.console;

import io.kindling.driver.diagnosis.BlasSurvey;
import io.kindling.driver.diagnosis.OtherArithmetic;
import io.kindling.driver.sync.Auto;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.sync.SyncPolicy;
import io.kindling.driver.training.TrainingBudget;
import io.kindling.driver.training.TrainingEnd;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.driver.training.TrainingPosition;
import io.kindling.kernels.spec.Names;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Prints what is trained, then a line for each epoch. */
public final class EpochLines implements TrainingListener {
  private static final Dump YAML =
      new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.FLOW).setWidth(1000).build());

  private final PrintWriter out;
  private int epochs;
  private String budget = "none";
  private MetricText metrics = new MetricText(List.of());

  /** Prints to {@code out}. */
  public EpochLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      epochs = started.spec().epochs();
      budget = started.spec().budget().map(TrainingBudget::toString).orElse("none");
      metrics = new MetricText(started.spec().metrics());
      printStart(started);
    } else if (event instanceof TrainingEvent.EpochCompleted epoch) {
      printEpoch(epoch);
    } else if (event instanceof TrainingEvent.RolledBack back) {
      printRolledBack(back);
    } else if (event instanceof TrainingEvent.Finished finished) {
      printEnd(finished);
    }
  }

  private void printStart(TrainingEvent.Started started) {
    println(
        "Training on %s, validating on %,d: %s, %s of %s, batch %,d in %s",
        Names.count(started.plan().trainingRows(), "row"),
        started.plan().validationRows(),
        Names.count(started.plan().parameters(), "parameter"),
        Names.count(epochs, "epoch"),
        Names.count(started.plan().stepsPerEpoch(), "step"),
        started.plan().batching().batchSize(),
        Names.count(started.plan().batching().shards(), "shard"));
    started.spec().budget().ifPresent(most -> println("Budget: %s of this run", most));
    printSync(started);
    started.resumed().ifPresent(this::printResumed);
    List<BlasSurvey.Answer> executors = started.executors();
    executors.stream()
        .map(answer -> answer.blas().toString())
        .distinct()
        .forEach(blas -> println("BLAS: %s", blas));
    executors.stream()
        .flatMap(answer -> answer.blas().warnings().stream())
        .distinct()
        .forEach(warning -> println("Warning: %s", warning));
    new OtherArithmetic(executors).atStart().forEach(line -> println("Warning: %s", line));
    started.plan().warnings().forEach(warning -> println("Warning: %s", warning));
  }

  private void printResumed(TrainingEvent.Resumed resumed) {
    TrainingPosition position = resumed.position();
    println(
        "Going on after epoch %d%s, with %,d steps taken",
        position.epochs(),
        position.batches() == 0
            ? ""
            : String.format(Locale.ROOT, " and %,d batches of the next", position.batches()),
        resumed.steps());
    resumed.differences().forEach(difference -> println("Warning: before, %s", difference));
  }

  /** As a config file can declare it. */
  private void printSync(TrainingEvent.Started started) {
    boolean measured = started.spec().sync() instanceof Auto;
    if (measured || !(started.sync() instanceof EveryStep)) {
      println(
          "sync: %s%s",
          YAML.dumpToString(SyncPolicy.CATALOGUE.write(started.sync())).strip(),
          measured ? "   # chosen by measuring" : "");
    }
  }

  private void printEpoch(TrainingEvent.EpochCompleted epoch) {
    StringBuilder validation = new StringBuilder();
    for (Map.Entry<String, Double> value : epoch.validation().orElse(Map.of()).entrySet()) {
      validation.append("  ").append(metrics.line(value.getKey(), value.getValue(), 4));
    }
    println(
        "epoch %d/%d  loss %.4f%s  %,.0f samples/s  %.1f s",
        epoch.epoch(),
        epochs,
        epoch.trainLoss(),
        validation.isEmpty() ? "" : "  validation:" + validation,
        epoch.samplesPerSecond(),
        epoch.seconds());
  }

  private void printRolledBack(TrainingEvent.RolledBack back) {
    int count = back.setbacks().size();
    println(
        "Warning: training diverged: %s; back to %s, with %s of the learning rate from now on (%d of"
            + " at most %d times)",
        back.reason().what(),
        place(back.position()),
        back.setbacks().get(count - 1).factor(),
        count,
        back.atMost());
  }

  private static String place(TrainingPosition position) {
    if (position.batches() > 0) {
      return String.format(
          Locale.ROOT, "batch %,d of epoch %d", position.batches(), position.epochs() + 1);
    }
    return position.epochs() == 0 ? "the start" : "the end of epoch " + position.epochs();
  }

  private void printEnd(TrainingEvent.Finished finished) {
    if (finished.end() == TrainingEnd.SPENT) {
      println(
          "Ended by the budget of %s, after %s; --resume goes on",
          budget, place(finished.position()));
    } else if (finished.end() == TrainingEnd.STOPPED) {
      println("Stopped early: validation no longer improves");
    }
    if (finished.keptEpoch() < finished.epochs() || finished.position().batches() > 0) {
      println("The model is that of epoch %d", finished.keptEpoch());
    }
    finished.warnings().forEach(warning -> println("Warning: %s", warning));
  }

  private void println(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
