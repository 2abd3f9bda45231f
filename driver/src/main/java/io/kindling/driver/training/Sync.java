package io.kindling.driver.training;

import io.kindling.driver.aggregation.StepOutcome;
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
   * @param outcomes their losses, and what is not finite, for each model
   * @param times where the time went
   * @param how steps are run, and why so: for people
   */
  record Taken(int batches, List<StepOutcome> outcomes, StepTimes times, String how) {
    /** Copies. */
    public Taken {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Learns from batch {@code batch} of epoch {@code epoch}, both from 0, and maybe from those
   * behind it. A loss or a gradient that is not finite leaves the parameters as they were.
   *
   * @param losses for each model, those of the epochs that have ended
   */
  Taken take(int epoch, int batch, List<List<Double>> losses);

  /** How many batches one call learns from at most. */
  default int mostBatches() {
    return 1;
  }

  /** Leaves the cluster to other jobs until it learns from the next batch. */
  void rest();

  /**
   * Of a single model: computes once more what left the parameters as they were, since something
   * was not finite, and tells where the first such value is.
   *
   * @param batches that {@link #take} was to learn from
   * @param losses of the epochs that have ended
   */
  String trace(int epoch, int batch, int batches, List<Double> losses);

  /** Lets a model learn no more; those behind it move up. */
  void drop(int model);

  @Override
  void close();
}
