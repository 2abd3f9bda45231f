package io.kindling.driver.aggregation;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of a step went, in seconds.
 *
 * @param ship to send the parameters off
 * @param job from then until the sum was there: of a Spark job, or of one exchange with workers
 * @param compute of the job: what a task took to compute its gradients, on average
 * @param waiting of the job: how much longer the slowest worker took for that; 0 where each step is
 *     a Spark job, which does not tell
 * @param merge of the job: what it took to finish the tree of sums
 * @param optimize to change the parameters
 */
public record StepTimes(
    double ship, double job, double compute, double waiting, double merge, double optimize) {
  /** The median of each part. */
  public static StepTimes medians(Collection<StepTimes> steps) {
    return new StepTimes(
        median(steps, StepTimes::ship),
        median(steps, StepTimes::job),
        median(steps, StepTimes::compute),
        median(steps, StepTimes::waiting),
        median(steps, StepTimes::merge),
        median(steps, StepTimes::optimize));
  }

  private static double median(Collection<StepTimes> steps, ToDoubleFunction<StepTimes> part) {
    double[] sorted = steps.stream().mapToDouble(part).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** The rest of the job: scheduling, waking, and the way of parameters and gradients. */
  public double transport() {
    return job - compute - waiting - merge;
  }

  /** All of it. */
  public double total() {
    return ship + job + optimize;
  }
}
