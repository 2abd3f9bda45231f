package io.kindling.driver.training;

/**
 * The budget of a run ended it before there was an epoch whose model it could give. What was learnt
 * is not lost: another run goes on from its last state.
 */
public final class BudgetSpentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BudgetSpentException(String message) {
    super(message);
  }

  /** An end at {@code position} in an epoch of so many batches. */
  static BudgetSpentException at(TrainingPosition position, int batches, TrainingBudget budget) {
    return new BudgetSpentException(
        "training.budget: %s ended training in epoch %s, after %s of its %s batches"
            .formatted(budget, position.epochs() + 1, position.batches(), batches));
  }
}
