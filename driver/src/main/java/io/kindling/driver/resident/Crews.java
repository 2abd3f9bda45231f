package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.io.Serializable;
import java.util.UUID;
import org.apache.spark.rpc.RpcAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the workers of a process meet: broadcast, so that all tasks of a process get the same one.
 * (If they did not, there would be two crews, which hand in apart.) Travels, under Kryo too, hence
 * no record.
 */
public final class Crews implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Crew<?> crew;
  private transient long job;

  /** The crew of this process for a job; workers of earlier jobs keep theirs. */
  @SuppressWarnings("unchecked") // a job has sums of one kind
  synchronized <T extends Mergeable<T>> Crew<T> of(
      long number, RpcAddress driver, String endpoint, int leaves, long mostNanos) {
    if (crew == null || job != number) {
      RpcWire<T> wire =
          new RpcWire<>(driver, endpoint, number, UUID.randomUUID().getLeastSignificantBits());
      Crew<T> started = new Crew<>(leaves, wire, mostNanos);
      wire.connect(started);
      crew = started;
      job = number;
    }
    return (Crew<T>) crew;
  }
}
