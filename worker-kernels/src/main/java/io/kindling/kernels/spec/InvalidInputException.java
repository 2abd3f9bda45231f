package io.kindling.kernels.spec;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something the user gave is wrong: a setting, a file, a row. The message is one line that says
 * where, what was found and what was expected, and is meant to be shown as it is.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean ofSetting;
  private final @Nullable String column;

  private InvalidInputException(String message, boolean ofSetting) {
    this(message, ofSetting, null);
  }

  private InvalidInputException(String message, boolean ofSetting, @Nullable String column) {
    super(inOneLine(message));
    this.ofSetting = ofSetting;
    this.column = column;
  }

  /** An error with a finished message, which starts with the place. */
  public InvalidInputException(String message) {
    this(message, false);
  }

  /** An error at {@code place}: {@code found} stands where {@code expected} should. */
  public static InvalidInputException at(String place, String found, String expected) {
    return new InvalidInputException(sentence(place, found, expected));
  }

  /** The same of a row that could be read without one column; null for any other. */
  public static InvalidInputException at(
      String place, String found, String expected, @Nullable String column) {
    return new InvalidInputException(sentence(place, found, expected), false, column);
  }

  /** The column without which the row could be read; nothing where it could not. */
  public Optional<String> column() {
    return Optional.ofNullable(column);
  }

  /** An error in the setting {@code key}, wherever it was declared. */
  public static InvalidInputException atSetting(String key, String found, String expected) {
    return new InvalidInputException(sentence(key, found, expected), true);
  }

  /** An error in the setting {@code key}, which {@code message} tells. */
  public static InvalidInputException atSetting(String key, String message) {
    return new InvalidInputException(key + ": " + message, true);
  }

  /**
   * What is made at {@code place}.
   *
   * @throws InvalidInputException in place of an {@link IllegalArgumentException}, which does not
   *     know where what it refuses was declared
   */
  public static <T> T placing(String place, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(place + ": " + e.getMessage());
    }
  }

  /** The same error, with the file in which the setting was declared if it is one of a setting. */
  public InvalidInputException declaredIn(String file) {
    return ofSetting ? new InvalidInputException(file + ": " + getMessage()) : this;
  }

  /** The same error in other words, such as where settings go by other names. */
  public InvalidInputException reworded(UnaryOperator<String> words) {
    InvalidInputException other =
        new InvalidInputException(words.apply(String.valueOf(getMessage())), ofSetting);
    other.setStackTrace(getStackTrace());
    return other;
  }

  /** Names and values out of files may hold line breaks. */
  private static String inOneLine(String message) {
    return message.replace("\n", "\\n").replace("\r", "\\u000d");
  }

  private static String sentence(String place, String found, String expected) {
    return "%s: found %s, expected %s".formatted(place, found, expected);
  }
}
