package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where a worker waits for its next order. */
final class Seat<T extends Mergeable<T>> {
  private final Report.Place place;
  private final Thread worker = Thread.currentThread();
  private volatile @Nullable Group<T> next;
  private @Nullable Group<T> group; // the worker's, or the last one it was in
  private long lastIdled;

  /** The calling thread's seat. */
  Seat(Report.Place place) {
    this.place = place;
  }

  Report.Place place() {
    return place;
  }

  /** Gives the worker an order to carry out with others. */
  void give(Group<T> ordered) {
    next = ordered;
    wake();
  }

  /** Waits on the worker's thread for what {@link #wake} tells, at most for so long. */
  void await(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }

  void wake() {
    LockSupport.unpark(worker);
  }

  /** The order that has come since the last call, if any; by the worker alone. */
  @Nullable Group<T> take() {
    Group<T> taken = next;
    if (taken != null) {
      next = null;
      group = taken;
      lastIdled = 0;
    }
    return taken;
  }

  /**
   * Whether the worker has waited for too long, which is true once after {@code most}, and again
   * each time that it has waited twice as long: others may have been computing until then.
   */
  boolean hasIdled(long nanos, long most) {
    if (nanos <= Math.max(most, 2 * lastIdled)) {
      return false;
    }
    lastIdled = nanos;
    return true;
  }

  /** The group of the last order that the worker has taken. */
  @Nullable Group<T> group() {
    return group;
  }

  /** The group in which the worker is still expected to hand in, if any. */
  @Nullable Group<T> expecting() {
    Group<T> waiting = next;
    return waiting != null ? waiting : group;
  }
}
