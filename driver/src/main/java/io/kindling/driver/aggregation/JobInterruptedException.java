package io.kindling.driver.aggregation;

/**
 * The thread that trained or evaluated was interrupted. Its Spark job is cancelled, what was cached
 * is given back, and the thread's interrupted flag is set again.
 */
public final class JobInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** For the reason that a wait ended. */
  public JobInterruptedException(Throwable cause) {
    super("the Spark job was interrupted", cause);
  }
}
