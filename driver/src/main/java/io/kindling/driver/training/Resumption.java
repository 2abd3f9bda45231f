package io.kindling.driver.training;

import io.kindling.driver.model.PlainDifference;
import io.kindling.kernels.spec.InvalidInputException;
import io.kindling.kernels.spec.Names;
import java.util.List;

/**
 * Going on from a state.
 *
 * @param state to go on from
 * @param anyway whether to do so also when declaration or rows are not the same
 */
record Resumption(TrainingState state, boolean anyway) {
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
          "a training with " + Names.few(lines(harmful)),
          "the same training; --resume=force goes on nevertheless");
    }
    return lines(differences);
  }

  private static List<String> lines(List<PlainDifference> differences) {
    return differences.stream().map(PlainDifference::toString).toList();
  }
}
