package io.kindling.driver.aggregation;

import io.kindling.kernels.layer.TouchedArray;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends parameters to the tasks of one job after another. Where steps change few rows of large
 * tables, the executors keep the parameters of an earlier job, and each job brings along what has
 * changed since, until all of that together is as much as the parameters are: then these are sent
 * anew. With n rows changed in each step, that is after about √(2P / n) steps of parameters that
 * take as much as P rows.
 *
 * <p>What an executor keeps does not matter for the result: all changes since the parameters were
 * sent come with each job, so that one that is new, or has lost them, computes with the same.
 */
final class ParameterShipping implements AutoCloseable {
  private final JavaSparkContext context;
  private final BackgroundRelease releases = new BackgroundRelease();
  private @Nullable ShippedParameters kept;
  private @Nullable ParameterChanges changes;
  private long sentSince;

  ParameterShipping(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Ships parameters for a job.
   *
   * @param parameters must not change before it has ended
   * @param changed the same arrays with the rows marked that have changed since the last call; the
   *     marks stay until they are no longer needed. Empty where anything may have changed
   */
  ShippedParameters ship(Parameters parameters, List<TouchedArray> changed) {
    if (changed.isEmpty() || parameters.bytes() <= ShippedParameters.MOST_BYTES_ALONG) {
      return ShippedParameters.of(context, parameters);
    }
    if (kept != null && changes != null) {
      changes.collect(changed);
      sentSince += changes.bytes();
      if (sentSince <= parameters.bytes()) {
        return ShippedParameters.since(context, kept, changes);
      }
    }
    forget();
    changed.forEach(TouchedArray::clear);
    kept = ShippedParameters.of(context, parameters.here());
    changes = new ParameterChanges(changed);
    sentSince = 0;
    return kept;
  }

  /** Sends all parameters for the next job, as they are those of other models. */
  void forget() {
    if (kept != null) {
      releases.release(kept);
      kept = null;
    }
  }

  /** Gives memory back, in the background, that no later job needs. */
  void release(ShippedParameters shipped) {
    if (shipped != kept) {
      releases.release(shipped);
    }
  }

  @Override
  public void close() {
    forget();
    releases.close();
  }
}
