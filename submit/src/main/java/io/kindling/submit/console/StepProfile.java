package io.kindling.submit.console;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.data.Batching;
import io.kindling.driver.sync.EveryStep;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import io.kindling.kernels.gradient.GradientForm;
import io.kindling.kernels.layer.TouchedArray;
import io.kindling.kernels.network.ModelSpec;
import io.kindling.kernels.network.Network;
import io.kindling.kernels.network.NetworkProfile;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints, at the end of a training, where the time of its steps went and what would help. */
public final class StepProfile implements TrainingListener {
  private static final int MOST_STEPS = 1000;

  private final PrintWriter out;
  private final int cores;
  private final Deque<StepTimes> last = new ArrayDeque<>();
  private TrainingEvent.@Nullable Started started;
  private String how = "";

  /**
   * Prints to {@code out}.
   *
   * @param cores that the training has
   */
  public StepProfile(PrintWriter out, int cores) {
    this.out = out;
    this.cores = cores;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started begin) {
      started = begin;
    } else if (event instanceof TrainingEvent.StepCompleted step) {
      last.add(step.times());
      how = step.how();
      if (last.size() > MOST_STEPS) {
        last.remove();
      }
    } else if (event instanceof TrainingEvent.Finished finished && started != null) {
      print(started, finished.model().spec());
    }
  }

  private void print(TrainingEvent.Started training, ModelSpec model) {
    boolean everyStep = training.sync() instanceof EveryStep;
    StepTimes times = StepTimes.medians(last);
    out.printf(
        Locale.ROOT,
        "Where a %s went, medians of the last %,d, run by %s:%n",
        everyStep ? "step" : "round",
        last.size(),
        how);
    TextTable table = new TextTable(1, "", "ms", "%");
    add(table, "send the parameters", times.ship(), times);
    add(table, "schedule, wake, carry parameters and gradients", times.transport(), times);
    add(table, "compute", times.compute(), times);
    if (times.waiting() > 0) {
      add(table, "wait for the slowest worker", times.waiting(), times);
    }
    add(table, "finish the sum", times.merge(), times);
    add(table, "optimizer", times.optimize(), times);
    add(table, "total", times.total(), times);
    table.lines().forEach(out::println);
    printKernels(training, model);
    advice(training, times).forEach(line -> out.println("Advice: " + line));
    out.flush();
  }

  private void printKernels(TrainingEvent.Started training, ModelSpec model) {
    Batching batching = training.plan().batching();
    int rows = (batching.batchSize() + batching.shards() - 1) / batching.shards();
    int entries = training.plan().mostEntries();
    Network network = model.compile();
    TouchedArray gradient = GradientForm.of(network, rows, entries).sums().get().written();
    NetworkProfile profile = NetworkProfile.measure(network, rows, entries, gradient);
    out.printf(
        Locale.ROOT,
        "What computing a shard's %,d rows%s takes, on the driver:%n",
        rows,
        entries > 0 ? String.format(Locale.ROOT, ", of %,d values each,", entries) : "");
    TextTable table = new TextTable(1, "", "forward ms", "backward ms", "%");
    for (NetworkProfile.Kernel kernel : profile.kernels()) {
      table.add(
          kernel.name(),
          milliseconds(kernel.forward()),
          milliseconds(kernel.backward()),
          percent((kernel.forward() + kernel.backward()) / profile.total()));
    }
    table.lines().forEach(out::println);
  }

  private List<String> advice(TrainingEvent.Started training, StepTimes times) {
    List<String> advice =
        StepAdvice.of(
            training.sync(),
            times,
            training.plan().batching().shards(),
            cores,
            training.plan().stepsPerEpoch());
    return advice.isEmpty() ? List.of("nothing stands out") : advice;
  }

  private static void add(TextTable table, String part, double seconds, StepTimes times) {
    table.add(part, milliseconds(seconds), percent(seconds / times.total()));
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", 1e3 * seconds);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f", 100 * share);
  }
}
