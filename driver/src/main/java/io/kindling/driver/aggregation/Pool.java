package io.kindling.driver.aggregation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Sums of one task thread, used again from task to task.
 *
 * @param <T> the sums
 */
final class Pool<T> {
  private final Supplier<T> maker;
  private final Deque<T> free = new ArrayDeque<>();
  private final Deque<T> used = new ArrayDeque<>();

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /**
   * Starts a task: all are free again. Those that the thread's last task returned have been
   * serialised, since Spark does that on this thread before it runs another task.
   */
  void startTask() {
    free.addAll(used);
    used.clear();
  }

  T take() {
    T sum = free.isEmpty() ? maker.get() : free.pop();
    used.push(sum);
    return sum;
  }

  void giveBack(T sum) {
    used.remove(sum);
    free.push(sum);
  }

  /** Leaves those that the thread returned last to whoever reads them. */
  void leave() {
    used.clear();
  }
}
