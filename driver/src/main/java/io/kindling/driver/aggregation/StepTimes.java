package io.kindling.driver.aggregation;

/**
 * Where the time of a step went, in seconds.
 *
 * @param ship to send the parameters off
 * @param job from the start of the Spark job until its results were merged
 * @param compute of the job: what a task took to compute its gradients, on average
 * @param merge of the job: what the driver took to finish the tree of sums
 * @param optimize to change the parameters
 */
public record StepTimes(double ship, double job, double compute, double merge, double optimize) {
  /** The rest of the job: Spark's scheduling, and the way of parameters and gradients. */
  public double transport() {
    return job - compute - merge;
  }

  /** All of it. */
  public double total() {
    return ship + job + optimize;
  }
}
