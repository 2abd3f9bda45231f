package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one process in one job. They are tasks of Spark's, each on its own thread: one
 * enters, waits for orders, hands in what it has computed for them, and leaves. Where it is in the
 * driver's process, orders and sums are passed as they are.
 *
 * <p>A sum lies in its worker's buffers, and others read and change them: workers of this crew, the
 * driver's exchange, the optimizer. That is safe since a worker writes to its buffers only while it
 * carries out an order, and gets the next order only when the sum of the one before is done with,
 * or was refused as a whole and is nowhere kept. A worker that is told to go, is killed or fails
 * while others may read leaves its buffers to them ({@link
 * io.kindling.driver.aggregation.StepWork.Computed#leave}). A zombie or a copy that Spark has
 * started of a slow task has buffers of its own; what it hands in is refused where its range is
 * there already.
 */
final class Crew<T extends Mergeable<T>> implements Line<T> {
  /** How often a worker that waits looks whether Spark has killed its task. */
  private static final long SLICE_NANOS = 100_000_000;

  /** How long a worker's sum waits for those of slower workers in the process before it travels. */
  private static final long PATIENCE_NANOS = 500_000_000;

  /** How long workers stay without an order: somebody else's job may be waiting for their slots. */
  private static final long MOST_IDLE_NANOS = 500_000_000;

  private final int leaves;
  private final Wire<T> driver;
  private final long mostIdleNanos;
  private final Map<Report.Place, Seat<T>> seats = new HashMap<>();
  private volatile boolean over;
  private volatile @Nullable Throwable failure;

  /**
   * A crew without workers.
   *
   * @param leaves of the tree: shards of the training
   * @param nanos after which workers go at the latest that have nothing to do
   */
  Crew(int leaves, Wire<T> driver, long nanos) {
    this.leaves = leaves;
    this.driver = driver;
    this.mostIdleNanos = Math.min(nanos, MOST_IDLE_NANOS);
  }

  /** The calling thread becomes a worker. */
  Seat<T> enter(Report.Place place) {
    Seat<T> seat = new Seat<>(place);
    synchronized (this) {
      seats.put(place, seat);
    }
    driver.tell(new Report.Entered<>(place));
    return seat;
  }

  /** A worker is ready for its first order. */
  void ready(Seat<T> seat) {
    driver.tell(
        new Report.HandedIn<>(0, new ArrayList<>(List.of(seat.place())), new ArrayList<>(), 0));
  }

  /**
   * Waits for the next order, on the worker's thread.
   *
   * @param killed whether Spark has told the task to end
   * @return null when the worker is to go
   * @throws TaskKilledException when it was killed
   */
  @Nullable Order<T> next(Seat<T> seat, BooleanSupplier killed) {
    long since = System.nanoTime();
    while (!over) {
      Group<T> group = seat.take();
      if (group != null) {
        return group.order();
      }
      Throwable lost = failure;
      if (lost != null) {
        throw new IllegalStateException("the driver of the training cannot be reached", lost);
      }
      if (killed.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new TaskKilledException("the worker was killed while it waited");
      }
      seat.await(SLICE_NANOS);
      sendLongWaiting(seat, since);
    }
    return null;
  }

  /** A worker hands in; the last of its group sends for all. */
  void handIn(Seat<T> seat, List<TreeNode<T>> sums, long nanos) {
    Report.HandedIn<T> complete = null;
    synchronized (this) {
      Group<T> group = seat.group();
      if (group != null) {
        group.add(seat.place(), sums, nanos);
        complete = group.isComplete() ? group.take() : null;
      }
    }
    tell(complete);
  }

  /** A worker is told to go, has been killed, or has failed. */
  void leave(Seat<T> seat) {
    Report.HandedIn<T> complete = null;
    synchronized (this) {
      seats.remove(seat.place());
      Group<T> group = seat.expecting();
      if (group != null) {
        group.forget(seat.place());
        complete = group.isComplete() ? group.take() : null;
      }
    }
    if (!over && failure == null) {
      tell(complete);
      driver.tell(new Report.Left<>(seat.place()));
    }
  }

  private void sendLongWaiting(Seat<T> seat, long since) {
    Report.HandedIn<T> waiting = null;
    boolean idle;
    synchronized (this) {
      Group<T> group = seat.group();
      if (group != null && group.waitsSince(PATIENCE_NANOS)) {
        waiting = group.take();
      }
      idle = seat.expecting() == group;
    }
    tell(waiting);
    if (idle && seat.hasIdled(System.nanoTime() - since, mostIdleNanos)) {
      driver.tell(new Report.TimeUp<>());
    }
  }

  private void tell(Report.@Nullable HandedIn<T> handedIn) {
    if (handedIn != null) {
      driver.tell(handedIn);
    }
  }

  @Override
  public void order(Order<T> order, List<Report.Place> workers) {
    synchronized (this) {
      List<Seat<T>> there = new ArrayList<>();
      for (Report.Place worker : workers) {
        Seat<T> seat = seats.get(worker);
        if (seat != null) {
          there.add(seat);
        }
      }
      Group<T> group = new Group<>(order, leaves, there.stream().map(Seat::place).toList());
      there.forEach(seat -> seat.give(group));
    }
  }

  @Override
  public void end() {
    over = true;
    wakeAll();
  }

  /** The driver cannot be reached. */
  void fail(Throwable reason) {
    failure = reason;
    wakeAll();
  }

  private synchronized void wakeAll() {
    seats.values().forEach(Seat::wake);
  }
}
