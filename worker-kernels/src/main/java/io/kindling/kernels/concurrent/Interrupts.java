package io.kindling.kernels.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Tells failures that come of an interrupt, which say nothing of what was read, from others. */
public final class Interrupts {
  private Interrupts() {}

  /** Whether the thread was interrupted, and this failed because of that. */
  public static boolean caused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || (cause instanceof InterruptedIOException
              && !(cause instanceof SocketTimeoutException))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Does nothing, but where an interrupt has caused it.
   *
   * @throws RuntimeException the failure in that case, in an {@link UncheckedIOException} if it is
   *     a checked one
   */
  public static void rethrow(Throwable failure) {
    if (!caused(failure)) {
      return;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new UncheckedIOException(
        failure instanceof IOException checked ? checked : new IOException(failure));
  }
}
