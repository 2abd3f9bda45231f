package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * The harmonic mean of precision and recall (van Rijsbergen 1979). Of two classes that of class 1;
 * of more classes, or labels, the mean over them.
 */
@Formula("2 · hits / (rows told so + rows that are)")
public record F1() implements Metric {
  @Override
  public Set<Task> tasks() {
    return Set.of(Task.CLASSES, Task.LABELS);
  }

  @Override
  public int sums(int outputs) {
    return Tallies.sums(outputs);
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    Tallies.add(rows, sums, offset);
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(
        valueName(),
        Tallies.mean(
            sums, offset, outputs, (hit, told, having) -> Tallies.ratio(2 * hit, told + having)));
  }
}
