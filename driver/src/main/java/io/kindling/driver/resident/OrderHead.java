package io.kindling.driver.resident;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What an order brings to another process before its floats. */
final class OrderHead {
  private static final int PLACE = Long.BYTES + Integer.BYTES;

  private final boolean last;
  private final int answered;
  private final List<Report.Place> workers;
  private final byte[] objects;

  /**
   * A head.
   *
   * @param last whether no order follows it in the job
   * @param answered how many parts come by themselves; the others have to be asked for
   * @param workers that are to carry it out
   * @param objects of the step
   */
  OrderHead(boolean last, int answered, List<Report.Place> workers, byte[] objects) {
    this.last = last;
    this.answered = answered;
    this.workers = workers;
    this.objects = objects;
  }

  /** As it travels. */
  byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + 2 * Integer.BYTES + PLACE * workers.size() + objects.length);
    bytes.put((byte) (last ? 1 : 0)).putInt(answered).putInt(workers.size());
    workers.forEach(place -> bytes.putLong(place.attempt()).putInt(place.range()));
    return bytes.put(objects).array();
  }

  /** What {@link #bytes} became. */
  static OrderHead read(ByteBuffer bytes) {
    boolean last = bytes.get() == 1;
    int answered = bytes.getInt();
    int count = bytes.getInt();
    List<Report.Place> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(new Report.Place(bytes.getLong(), bytes.getInt()));
    }
    byte[] objects = new byte[bytes.remaining()];
    bytes.get(objects);
    return new OrderHead(last, answered, workers, objects);
  }

  boolean last() {
    return last;
  }

  int answered() {
    return answered;
  }

  List<Report.Place> workers() {
    return workers;
  }

  byte[] objects() {
    return objects;
  }
}
