package io.kindling.driver.training;

import java.util.function.Supplier;

/**
 * What is to be asked for while an event is handled: once the event is over, training goes on, and
 * what it is taken from changes.
 *
 * @param <T> what it is
 */
final class DuringEvent<T> implements Supplier<T>, AutoCloseable {
  private final String what;
  private final Supplier<T> source;
  private volatile boolean over;

  /**
   * While an event is handled, until this is closed.
   *
   * @param what it is, for the error of those who come too late
   */
  DuringEvent(String what, Supplier<T> source) {
    this.what = what;
    this.source = source;
  }

  @Override
  public T get() {
    if (over) {
      throw new IllegalStateException(
          "%s must be taken while its event is handled, since training goes on afterwards"
              .formatted(what));
    }
    return source.get();
  }

  @Override
  public void close() {
    over = true;
  }
}
