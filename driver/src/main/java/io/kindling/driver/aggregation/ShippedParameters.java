package io.kindling.driver.aggregation;

import io.kindling.partitioning.job.ClusterMemory;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as the tasks of one job get them. Spark broadcasts what a job's tasks do in any case:
 * few parameters go along with that, since a second broadcast takes longer than reading them again
 * in every task; many have a broadcast of their own, which each executor reads once.
 */
public final class ShippedParameters implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Beyond 1000 KiB Spark warns of a large task. */
  static final long MOST_BYTES_ALONG = 1 << 19;

  private final @Nullable Parameters along;
  private final @Nullable Broadcast<Parameters> broadcast;

  private ShippedParameters(@Nullable Parameters along, @Nullable Broadcast<Parameters> broadcast) {
    this.along = along;
    this.broadcast = broadcast;
  }

  /** Ships them; they must not change before the job has ended. */
  public static ShippedParameters of(JavaSparkContext context, Parameters parameters) {
    return parameters.bytes() <= MOST_BYTES_ALONG
        ? new ShippedParameters(parameters, null)
        : new ShippedParameters(null, context.broadcast(parameters));
  }

  /** The parameters, in a task. */
  public Parameters get() {
    if (along != null) {
      return along;
    }
    if (broadcast == null) {
      throw new IllegalStateException("parameters were not shipped");
    }
    return broadcast.value();
  }

  /** Gives the memory on all executors back, when the job has ended. */
  public void release() {
    if (broadcast != null) {
      ClusterMemory.release(broadcast);
    }
  }
}
