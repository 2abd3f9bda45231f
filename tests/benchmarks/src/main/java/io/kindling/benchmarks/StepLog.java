package io.kindling.benchmarks;

import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.training.TrainingEvent;
import io.kindling.driver.training.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what the steps of a training took, after some epochs that warm up. */
final class StepLog implements TrainingListener {
  private final List<TrainingEvent.StepCompleted> steps = new ArrayList<>();
  private final int warmUp;

  /**
   * @param warmUp the epochs that do not count
   */
  StepLog(int warmUp) {
    this.warmUp = warmUp;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEvent.StepCompleted step && step.epoch() > warmUp) {
      steps.add(step);
    }
  }

  /** The median seconds of a step. */
  double seconds() {
    return Medians.of(steps.stream().mapToDouble(TrainingEvent.StepCompleted::seconds).toArray());
  }

  /** How many steps there were. */
  int count() {
    return steps.size();
  }

  /** The seconds of a step that a share of all steps took at most. */
  double quantile(double share) {
    double[] sorted = steps.stream().mapToDouble(s -> s.seconds()).sorted().toArray();
    return sorted[(int) (share * (sorted.length - 1))];
  }

  /** Puts the medians of a step and of its parts, in milliseconds, and how steps were run. */
  void put(Map<String, Object> line) {
    line.putAll(parts());
    line.put("run_by", steps.get(steps.size() - 1).how());
  }

  /** The medians of a step and of its parts, in milliseconds. */
  Map<String, Double> parts() {
    Map<String, Double> line = new LinkedHashMap<>();
    StepTimes times =
        StepTimes.medians(steps.stream().map(TrainingEvent.StepCompleted::times).toList());
    line.put("step_ms", milliseconds(seconds()));
    line.put("ship_ms", milliseconds(times.ship()));
    line.put("compute_ms", milliseconds(times.compute()));
    line.put("transport_ms", milliseconds(times.transport()));
    line.put("waiting_ms", milliseconds(times.waiting()));
    line.put("merge_ms", milliseconds(times.merge()));
    line.put("optimize_ms", milliseconds(times.optimize()));
    line.put(
        "beyond_ms",
        milliseconds(
            Medians.of(
                steps.stream()
                    .mapToDouble(
                        step -> step.seconds() - step.times().compute() - step.times().optimize())
                    .toArray())));
    return line;
  }

  private static double milliseconds(double seconds) {
    return Math.round(seconds * 1e6) / 1e3;
  }
}
