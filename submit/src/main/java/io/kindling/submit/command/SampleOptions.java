package io.kindling.submit.command;

import io.kindling.driver.explanation.PermutationImportance;
import io.kindling.kernels.spec.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which of many rows are taken. */
final class SampleOptions {
  private static final String ALL = "all";

  @Option(
      names = "--rows",
      paramLabel = "N|all",
      description = "How many rows are taken at most, at random; 10000 by default.")
  private @Nullable String rows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What permutations and the sample of rows follow from; 0 by default.")
  private long seed;

  /** What the sample of rows follows from. */
  long seed() {
    return seed;
  }

  /**
   * How many rows are taken at most.
   *
   * @throws InvalidInputException when that is no number
   */
  long rows() {
    if (rows == null) {
      return PermutationImportance.ROWS;
    }
    if (rows.equals(ALL)) {
      return Long.MAX_VALUE;
    }
    if (rows.matches("0*[1-9][0-9]{0,17}")) {
      return Long.parseLong(rows);
    }
    throw InvalidInputException.at(
        "--rows", "'%s'".formatted(rows), "a number of at least 1, or all");
  }
}
