package io.kindling.kernels.metric;

import io.kindling.kernels.loss.Task;
import io.kindling.kernels.spec.Formula;
import java.util.Set;

/**
 * Of the rows predicted to be of a class, the weighted share that is. Of two classes that of class
 * 1; of more classes the mean over those that have rows or are predicted; of labels the mean over
 * all. 0 for a class that is never predicted.
 */
@Formula("true positives / predicted positives")
public record Precision() implements Metric {
  @Override
  public Set<Task> tasks() {
    return Set.of(Task.MULTICLASS, Task.MULTILABEL);
  }

  @Override
  public long sums(int outputs) {
    return PositiveCounts.sums(outputs);
  }

  @Override
  public void add(ScoredRows rows, double[] sums, int offset) {
    PositiveCounts.add(rows, sums, offset);
  }

  @Override
  public void report(double[] sums, int offset, int outputs, Evaluation evaluation) {
    evaluation.put(
        valueName(),
        PositiveCounts.mean(
            sums,
            offset,
            outputs,
            (correct, predicted, actual) -> PositiveCounts.ratio(correct, predicted)));
  }
}
