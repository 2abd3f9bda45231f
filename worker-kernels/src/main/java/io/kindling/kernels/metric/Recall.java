package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * Of the rows of a class, the weighted share that is told so. Of two classes that of class 1; of
 * more classes, or labels, the mean over them; 0 for a class without rows.
 */
@Formula("hits / rows that are")
public record Recall() implements Metric {
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
        Tallies.mean(sums, offset, outputs, (hit, told, having) -> Tallies.ratio(hit, having)));
  }
}
