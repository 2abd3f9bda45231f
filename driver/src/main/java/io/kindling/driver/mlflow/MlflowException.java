package io.kindling.driver.mlflow;

/** A tracking server did not do what it was asked for. The message is one line. */
final class MlflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MlflowException(String message) {
    super(message);
  }

  /** The message alone: whoever logs it, it is one to be read. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }
}
