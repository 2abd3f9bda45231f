package io.kindling.submit.command;

/** Spark cannot start, through no fault of what the user gave. The message is one whole line. */
public final class SparkStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SparkStartException(String message) {
    super(message);
  }
}
