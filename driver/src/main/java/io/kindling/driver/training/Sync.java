package io.kindling.driver.training;

import io.kindling.driver.aggregation.BatchLoss;
import io.kindling.driver.aggregation.StepTimes;
import java.util.List;

/**
 * Learns from one batch, or from several at once, until the shards' parameters are one again; for
 * one model, or for several that share each pass over the data.
 */
public interface Sync extends AutoCloseable {
  /**
   * The batches that one call learnt from.
   *
   * @param batches how many
   * @param losses of them, for each model
   * @param times where the time went
   * @param how steps are run, and why so: for people
   */
  record Taken(int batches, List<BatchLoss> losses, StepTimes times, String how) {
    /** Copies. */
    public Taken {
      losses = List.copyOf(losses);
    }
  }

  /**
   * Learns from batch {@code batch} of epoch {@code epoch}, both from 0, and maybe from those
   * behind it. A loss that is not finite leaves the parameters as they were.
   *
   * @param losses for each model, those of the epochs that have ended
   */
  Taken take(int epoch, int batch, List<List<Double>> losses);

  /** Leaves the cluster to other jobs until it learns from the next batch. */
  void rest();

  /** Lets a model learn no more; those behind it move up. */
  void drop(int model);

  @Override
  void close();
}
