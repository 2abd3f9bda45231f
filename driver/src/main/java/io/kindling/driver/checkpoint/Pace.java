package io.kindling.driver.checkpoint;

import io.kindling.predictor.model.FileContent;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writing that takes a small share of a core, since the others wait for the slowest in a step: it
 * rests between pieces, as long as nobody waits for it.
 */
final class Pace {
  private static final long WORK_FOR_A_REST = 39; // 2.5 % of a core
  private static final long MOST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private volatile boolean hurried;

  /** One that does not rest. */
  static Pace full() {
    Pace pace = new Pace();
    pace.hurry();
    return pace;
  }

  /** From now on it does not rest. */
  void hurry() {
    hurried = true;
  }

  /** Whether others need the cores. */
  boolean rests() {
    return !hurried;
  }

  /** The same content, written at this pace. */
  FileContent of(FileContent content) {
    return out -> {
      OutputStream paced = new PacedStream(out);
      content.writeTo(paced);
      paced.flush();
    };
  }

  private void rest(long worked) {
    long end = System.nanoTime() + Math.min(MOST_REST_NANOS, worked * WORK_FOR_A_REST);
    for (long left = end - System.nanoTime(); left > 0 && !hurried; ) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
  }

  private final class PacedStream extends FilterOutputStream {
    private long started = System.nanoTime();

    PacedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      rest(System.nanoTime() - started);
      started = System.nanoTime();
    }
  }
}
