package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeSum;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One job of workers, seen from the driver: gives out one order after another, and merges what is
 * handed in along the fixed tree as it comes.
 *
 * <p>Each range of shards counts once in a step, whichever attempt of Spark's tasks hands it in
 * first; all attempts that are there get orders. What is handed in for an earlier order, or
 * together with a range that is there already, is refused as a whole, and those of its workers
 * whose ranges are still missing get the order again. So the sum is that of one hand-in for each
 * range, however many zombies and copies there are.
 *
 * <p>Parameters are read in place by workers in this process, from when an order is given until its
 * sum is complete; the training thread changes them only after that. An attempt that still computes
 * then reads numbers of two steps, and is refused.
 */
final class Exchange<T extends Mergeable<T>> {
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final int ranges;
  private final int leaves;
  private final long patienceNanos;
  private final List<Party<T>> parties = new ArrayList<>();
  private final Map<Report.Place, Party<T>> present = new HashMap<>();
  private final Set<Report.Place> ready = new HashSet<>();
  private final BitSet handedIn = new BitSet();
  private TreeSum<T> sum;
  private @Nullable Order<T> order;
  private long sequence;
  private long slowestNanos;
  private long mergeNanos;
  private long missingSince;
  private volatile Thread training = Thread.currentThread();
  private volatile boolean complete;
  private volatile boolean over;

  /**
   * A job that has just been started.
   *
   * @param ranges how many tasks it has
   * @param leaves of the tree
   * @param patienceNanos how long the others wait for a range that has no worker
   */
  Exchange(int ranges, int leaves, long patienceNanos) {
    this.ranges = ranges;
    this.leaves = leaves;
    this.patienceNanos = patienceNanos;
    this.sum = new TreeSum<>(leaves);
  }

  /**
   * What came of an order.
   *
   * @param giveNanos what it took to give it out
   * @param slowestNanos what the slowest worker took to compute
   * @param mergeNanos what it took to merge what was handed in last
   */
  record Total<T>(T sum, long giveNanos, long slowestNanos, long mergeNanos) {}

  /**
   * Carries out a step. The calling thread waits for it, one at a time.
   *
   * @param last whether workers go after it
   * @return null if the job is over before: nothing of the step counts then
   * @throws InterruptedException when the thread is interrupted
   */
  @Nullable Total<T> run(StepTask<T> task, boolean last) throws InterruptedException {
    training = Thread.currentThread();
    long start = System.nanoTime();
    give(task, last);
    long given = System.nanoTime();
    while (!complete) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in a step");
      }
      if (over || isRangeMissing()) {
        return null;
      }
      LockSupport.parkNanos(this, SLICE_NANOS);
    }
    Total<T> total;
    synchronized (this) {
      order = null;
      total = new Total<>(sum.total(), given - start, slowestNanos, mergeNanos);
    }
    if (last) {
      end();
    }
    return total;
  }

  private void give(StepTask<T> task, boolean last) {
    List<Runnable> orders;
    synchronized (this) {
      sequence++;
      order = Order.of(sequence, last, task);
      sum = new TreeSum<>(leaves);
      handedIn.clear();
      slowestNanos = 0;
      missingSince = 0;
      complete = false;
      orders = orders();
    }
    orders.forEach(Runnable::run);
  }

  /** Orders for all that are ready and whose range is missing. */
  private List<Runnable> orders() {
    List<Runnable> orders = new ArrayList<>();
    Order<T> current = order;
    if (current == null || complete || over) {
      return orders;
    }
    for (Party<T> party : parties) {
      List<Report.Place> workers =
          ready.stream()
              .filter(place -> present.get(place) == party && !handedIn.get(place.range()))
              .toList();
      Line<T> line = workers.isEmpty() ? null : party.take();
      if (line != null) {
        workers.forEach(ready::remove);
        orders.add(() -> line.order(current, workers));
      }
    }
    return orders;
  }

  /**
   * Takes notice of what the workers of a process tell.
   *
   * @param answer on which they may be given an order, if there is none that lasts
   */
  void tell(Party<T> party, @Nullable Line<T> answer, Report<T> report) {
    List<Runnable> answers;
    synchronized (this) {
      if (answer != null) {
        party.open(answer);
      }
      if (!parties.contains(party)) {
        parties.add(party);
      }
      if (!over) {
        note(party, report);
      }
      answers = over ? ends() : orders();
    }
    answers.forEach(Runnable::run);
  }

  private List<Runnable> ends() {
    List<Runnable> ends = new ArrayList<>();
    for (Party<T> party : parties) {
      party.takeAll().forEach(line -> ends.add(line::end));
    }
    return ends;
  }

  private void note(Party<T> party, Report<T> report) {
    if (report instanceof Report.Entered<T> entered) {
      present.put(entered.place(), party);
    } else if (report instanceof Report.HandedIn<T> sums) {
      sums.workers().stream().filter(present::containsKey).forEach(ready::add);
      collect(sums);
    } else if (report instanceof Report.Left<T> left) {
      present.remove(left.place());
      ready.remove(left.place());
    } else if (order == null) { // time is up, and nothing is under way
      over = true;
    }
  }

  private void collect(Report.HandedIn<T> sums) {
    boolean current = order != null && !complete && sums.sequence() == sequence;
    if (!current || sums.workers().stream().anyMatch(place -> handedIn.get(place.range()))) {
      return;
    }
    long start = System.nanoTime();
    sum.addAll(sums.sums());
    mergeNanos = System.nanoTime() - start;
    slowestNanos = Math.max(slowestNanos, sums.slowestNanos());
    sums.workers().forEach(place -> handedIn.set(place.range()));
    if (handedIn.cardinality() == ranges) {
      complete = true;
      LockSupport.unpark(training);
    }
  }

  /** Whether a range has had no worker for too long, while the step waits for it. */
  private synchronized boolean isRangeMissing() {
    BitSet there = (BitSet) handedIn.clone();
    present.keySet().forEach(place -> there.set(place.range()));
    long now = System.nanoTime();
    if (there.cardinality() == ranges) {
      missingSince = 0;
      return false;
    }
    if (missingSince == 0) {
      missingSince = now;
    }
    return now - missingSince > patienceNanos;
  }

  /** A process is gone, and all that worked in it. */
  void disconnected(Object address) {
    synchronized (this) {
      List<Party<T>> gone = parties.stream().filter(party -> party.wasAt(address)).toList();
      parties.removeAll(gone);
      present.entrySet().removeIf(entry -> gone.contains(entry.getValue()));
      ready.retainAll(present.keySet());
    }
  }

  /** Whether workers get no more orders. */
  boolean isOver() {
    return over;
  }

  /** Tells all workers to go, now and when they come. */
  void end() {
    List<Runnable> ends;
    synchronized (this) {
      over = true;
      ends = ends();
    }
    ends.forEach(Runnable::run);
    LockSupport.unpark(training);
  }
}
