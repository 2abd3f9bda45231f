package io.kindling.driver.training;

import io.kindling.driver.model.PlainDifference;
import io.kindling.kernels.spec.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Going on from a state.
 *
 * @param state to go on from
 * @param anyway whether to do so also when declaration or rows are not the same
 */
record Resumption(TrainingState state, boolean anyway) {
  private static final int MOST_NAMED = 5;

  /**
   * Checks that the training is the same.
   *
   * @return what is different and may be, a line each
   * @throws InvalidInputException when something is different that may not be
   */
  List<String> check(TrainingIdentity now) {
    List<PlainDifference> differences = state.identity().differences(now);
    List<PlainDifference> harmful =
        differences.stream()
            .filter(difference -> !TrainingIdentity.isHarmless(difference))
            .toList();
    if (!harmful.isEmpty() && !anyway) {
      throw InvalidInputException.at(
          "the checkpoint",
          "a training with " + text(harmful),
          "the same training; --resume=force goes on nevertheless");
    }
    return differences.stream().map(PlainDifference::toString).toList();
  }

  private static String text(List<PlainDifference> differences) {
    String named =
        differences.stream()
            .limit(MOST_NAMED)
            .map(PlainDifference::toString)
            .collect(Collectors.joining(", "));
    int more = differences.size() - MOST_NAMED;
    return more > 0 ? "%s and %s more".formatted(named, more) : named;
  }
}
