package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one process, as the driver sees them: the lines on which they can be reached. Over
 * RPC each report of theirs is a question, which opens a line for one answer; within the driver's
 * process there is one line for all. Guarded by the exchange.
 */
final class Party<T extends Mergeable<T>> {
  private final Deque<Line<T>> answers = new ArrayDeque<>();
  private final @Nullable Object address;
  private @Nullable Line<T> lasting;

  /** The workers of a process at an address, which is known for others than the driver's. */
  Party(@Nullable Object address) {
    this.address = address;
  }

  /** Whether it is the process that was at an address. */
  boolean wasAt(Object gone) {
    return gone.equals(address);
  }

  /** Opens a line for as many orders as there are. */
  void connect(Line<T> line) {
    lasting = line;
  }

  /** Opens a line for one answer. */
  void open(Line<T> answer) {
    answers.add(answer);
  }

  /** A line that is open; null if none is. */
  @Nullable Line<T> take() {
    return lasting != null ? lasting : answers.poll();
  }

  /** All lines that are open; none is then, but for the lasting one. */
  List<Line<T>> takeAll() {
    List<Line<T>> all = new ArrayList<>(answers);
    answers.clear();
    if (lasting != null) {
      all.add(lasting);
    }
    return all;
  }
}
