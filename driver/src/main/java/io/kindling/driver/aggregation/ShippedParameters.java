package io.kindling.driver.aggregation;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as the tasks of one job get them: all that were shipped for it, or those of an earlier
 * job with what has changed since.
 */
public final class ShippedParameters implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Beyond 1000 KiB Spark warns of a large task. */
  static final long MOST_BYTES_ALONG = 1 << 19;

  private final Shipped<Parameters> parameters;
  private final @Nullable Shipped<ParameterChanges> changes;

  private ShippedParameters(
      Shipped<Parameters> parameters, @Nullable Shipped<ParameterChanges> changes) {
    this.parameters = parameters;
    this.changes = changes;
  }

  /** Ships them; they must not change before the job has ended. */
  public static ShippedParameters of(JavaSparkContext context, Parameters parameters) {
    return new ShippedParameters(Shipped.of(context, parameters, parameters.bytes()), null);
  }

  /** Those for work on this thread, which need not travel. */
  public static ShippedParameters here(Parameters parameters) {
    return new ShippedParameters(Shipped.here(parameters), null);
  }

  /** Ships what has changed since {@code earlier}; it must not change before the job has ended. */
  static ShippedParameters since(
      JavaSparkContext context, ShippedParameters earlier, ParameterChanges changes) {
    return new ShippedParameters(earlier.parameters, Shipped.of(context, changes, changes.bytes()));
  }

  /** The parameters, in a task. */
  public Parameters get() {
    Parameters sent = parameters.get();
    if (changes != null) {
      sent.bringUpTo(changes.get());
    }
    return sent;
  }

  /** Gives the memory of what was shipped for the job back on all executors, when it has ended. */
  public void release() {
    if (changes != null) {
      changes.release();
    } else {
      parameters.release();
    }
  }
}
