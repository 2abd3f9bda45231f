package io.kindling.submit.command;

import io.kindling.driver.aggregation.JobInterruptedException;
import io.kindling.driver.model.WriteException;
import io.kindling.driver.training.BudgetSpentException;
import io.kindling.driver.training.DivergedException;
import io.kindling.kernels.spec.FirstLine;
import io.kindling.kernels.spec.InvalidInputException;

/** The work of a command failed. The message is one line, meant to be shown as it is. */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailedException(String message) {
    super(message);
  }

  FailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What failed, in one line. */
  public static String lineOf(Throwable failure) {
    if (isExpected(failure)) {
      return String.valueOf(failure.getMessage());
    }
    if (MissingMemory.isBehind(failure)) {
      return MissingMemory.lineOf(failure);
    }
    Throwable root = MissingMemory.rootOf(failure);
    String message = FirstLine.of(String.valueOf(root.getMessage()));
    return "%s: %s; --stacktrace shows where".formatted(root.getClass().getSimpleName(), message);
  }

  /** Whether its message was written to be shown. */
  private static boolean isExpected(Throwable failure) {
    return failure instanceof InvalidInputException
        || failure instanceof DivergedException
        || failure instanceof BudgetSpentException
        || failure instanceof SparkStartException
        || failure instanceof WriteException
        || failure instanceof FailedException
        || failure instanceof JobInterruptedException;
  }
}
