package io.kindling.driver.resident;

import io.kindling.kernels.reduction.Mergeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as workers get it: as it is within the driver's process, and as bytes in others. Its
 * objects are serialised once for all of them, and read once in each.
 */
final class Order<T extends Mergeable<T>> {
  private final long sequence;
  private final boolean last;
  private @Nullable StepTask<T> task;
  private byte[] objects = {};
  private List<float[]> floats = List.of();
  private @Nullable Serialized serialized;

  private Order(long sequence, boolean last, @Nullable StepTask<T> task) {
    this.sequence = sequence;
    this.last = last;
    this.task = task;
  }

  /**
   * An order.
   *
   * @param sequence its number in the job, from 1
   * @param last whether none follows it in the job
   */
  static <T extends Mergeable<T>> Order<T> of(long sequence, boolean last, StepTask<T> task) {
    return new Order<>(sequence, last, task);
  }

  /** The order that another process has sent. */
  static <T extends Mergeable<T>> Order<T> received(
      long sequence, boolean last, byte[] objects, List<float[]> floats) {
    Order<T> order = new Order<>(sequence, last, null);
    order.objects = objects;
    order.floats = floats;
    return order;
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
      task = Serialized.read(objects, floats);
    }
    return task;
  }

  /** The step as it travels. */
  synchronized Serialized serialized() {
    if (serialized == null) {
      serialized = Serialized.of(task());
    }
    return serialized;
  }
}
