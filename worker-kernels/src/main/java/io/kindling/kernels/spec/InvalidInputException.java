package io.kindling.kernels.spec;

/**
 * Something the user gave is wrong: a setting, a file, a row. The message is one line that says
 * where, what was found and what was expected, and is meant to be shown as it is.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with a finished message, which starts with the place. */
  public InvalidInputException(String message) {
    super(message);
  }

  /** An error at {@code place}: {@code found} stands where {@code expected} should. */
  public static InvalidInputException at(String place, String found, String expected) {
    return new InvalidInputException("%s: found %s, expected %s".formatted(place, found, expected));
  }

  /** The same error, said of something inside {@code place}. */
  public InvalidInputException within(String place) {
    return new InvalidInputException(place + ": " + getMessage());
  }
}
