package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import io.kindling.kernels.reduction.TreeNode;
import io.kindling.kernels.reduction.TreeSum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Workers of one process that carry out an order and hand in together: their subtrees are merged
 * along the fixed tree as they come, so that no more than one set of roots travels. Guarded by the
 * crew.
 */
final class Group<T extends Mergeable<T>> {
  private final Order<T> order;
  private final int leaves;
  private final Set<Report.Place> expected;
  private TreeSum<T> sum;
  private List<Report.Place> done = new ArrayList<>();
  private long slowestNanos;
  private long firstDone;

  Group(Order<T> order, int leaves, List<Report.Place> workers) {
    this.order = order;
    this.leaves = leaves;
    this.expected = new HashSet<>(workers);
    this.sum = new TreeSum<>(leaves);
  }

  Order<T> order() {
    return order;
  }

  /** Takes in what a worker has computed. */
  void add(Report.Place worker, List<TreeNode<T>> sums, long nanos) {
    if (done.isEmpty()) {
      firstDone = System.nanoTime();
    }
    sum.addAll(sums);
    expected.remove(worker);
    done.add(worker);
    slowestNanos = Math.max(slowestNanos, nanos);
  }

  /** Expects nothing more of a worker; what it has handed in stays. */
  void forget(Report.Place worker) {
    expected.remove(worker);
  }

  /** Whether all that is expected is there, and something is. */
  boolean isComplete() {
    return expected.isEmpty() && !done.isEmpty();
  }

  /** Whether something has been there for so long. */
  boolean waitsSince(long nanos) {
    return !done.isEmpty() && System.nanoTime() - firstDone > nanos;
  }

  /** Takes out what is there. Those that come later hand in by themselves. */
  Report.HandedIn<T> take() {
    Report.HandedIn<T> taken =
        new Report.HandedIn<>(
            order.sequence(), new ArrayList<>(done), new ArrayList<>(sum.subtrees()), slowestNanos);
    sum = new TreeSum<>(leaves);
    done = new ArrayList<>();
    return taken;
  }
}
