package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * A step as workers get it: as it is within the driver's process, and as bytes in others. It is
 * serialised once for all of them, and read once in each.
 */
final class Order<T extends Mergeable<T>> {
  private final long sequence;
  private final boolean last;
  private @Nullable StepTask<T> task;
  private byte @Nullable [][] bytes;

  private Order(
      long sequence, boolean last, @Nullable StepTask<T> task, byte @Nullable [][] bytes) {
    this.sequence = sequence;
    this.last = last;
    this.task = task;
    this.bytes = bytes;
  }

  /**
   * An order.
   *
   * @param sequence its number in the job, from 1
   * @param last whether none follows it in the job
   */
  static <T extends Mergeable<T>> Order<T> of(long sequence, boolean last, StepTask<T> task) {
    return new Order<>(sequence, last, task, null);
  }

  /** The order that another process has sent. */
  static <T extends Mergeable<T>> Order<T> received(long sequence, boolean last, byte[][] bytes) {
    return new Order<>(sequence, last, null, bytes);
  }

  long sequence() {
    return sequence;
  }

  boolean last() {
    return last;
  }

  /** The step. */
  synchronized StepTask<T> task() {
    if (task == null) {
      task = Serialized.read(bytes == null ? new byte[2][0] : bytes);
      bytes = null;
    }
    return task;
  }

  /** The step as it travels. */
  synchronized byte[][] bytes() {
    if (bytes == null) {
      bytes = Serialized.write(task());
    }
    return bytes;
  }
}
