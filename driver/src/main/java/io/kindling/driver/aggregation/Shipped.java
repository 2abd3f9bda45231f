package io.kindling.driver.aggregation;

import io.kindling.partitioning.job.ClusterMemory;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A value as the tasks of a job get it. Spark broadcasts what a job's tasks do in any case: a small
 * value goes along with that, since a second broadcast takes longer than reading it again in every
 * task; a large one has a broadcast of its own, which each executor reads once.
 *
 * @param <T> the value
 */
final class Shipped<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final @Nullable T along;
  private final @Nullable Broadcast<T> broadcast;

  private Shipped(@Nullable T along, @Nullable Broadcast<T> broadcast) {
    this.along = along;
    this.broadcast = broadcast;
  }

  /** Ships a value, of so many bytes, that must not change before the job has ended. */
  static <T extends Serializable> Shipped<T> of(JavaSparkContext context, T value, long bytes) {
    return bytes <= ShippedParameters.MOST_BYTES_ALONG
        ? new Shipped<>(value, null)
        : new Shipped<>(null, context.broadcast(value));
  }

  /** A value for work on this thread. */
  static <T extends Serializable> Shipped<T> here(T value) {
    return new Shipped<>(value, null);
  }

  /** The value, in a task. */
  T get() {
    if (along != null) {
      return along;
    }
    if (broadcast == null) {
      throw new IllegalStateException("nothing was shipped");
    }
    return broadcast.value();
  }

  /** Gives the memory on all executors back, when the job has ended. */
  void release() {
    if (broadcast != null) {
      ClusterMemory.release(broadcast);
    }
  }
}
