package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.StepTimes;
import io.kindling.driver.optimizer.Learning;
import java.util.List;

/** Learns from one batch, or from several at once, until the shards' parameters are one again. */
interface Sync extends AutoCloseable {
  /**
   * What was learnt from.
   *
   * @param batches how many
   * @param loss of them
   * @param times where the time went
   */
  record Taken(int batches, BatchLoss loss, StepTimes times) {}

  /**
   * Learns from batch {@code batch} of epoch {@code epoch}, both from 0, and maybe from those
   * behind it. A loss that is not finite leaves the parameters as they were.
   *
   * @param losses those of the epochs that have ended
   */
  Taken take(int epoch, int batch, List<Double> losses);

  /** What learns. */
  Learning learner();

  @Override
  void close();
}
