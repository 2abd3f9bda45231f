package io.kindling.driver.training;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much of its budget a run has spent. */
public final class BudgetMeter {
  private final Optional<TrainingBudget> budget;
  private final LongSupplier nanos;
  private final long start;
  private long steps;
  private long epochs;

  /** A run that begins now, with all of its budget; one without never spends it. */
  public BudgetMeter(Optional<TrainingBudget> budget) {
    this(budget, System::nanoTime);
  }

  /** The same by another clock. */
  BudgetMeter(Optional<TrainingBudget> budget, LongSupplier nanos) {
    this.budget = budget;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Steps were taken. */
  public void addSteps(int more) {
    steps += more;
  }

  /** An epoch ended. */
  public void addEpoch() {
    epochs++;
  }

  /** Whether nothing of it is left. */
  public boolean isSpent() {
    return budget.filter(it -> spent(it.unit()) >= it.most()).isPresent();
  }

  private double spent(TrainingBudget.Unit unit) {
    return switch (unit) {
      case MINUTES -> (double) (nanos.getAsLong() - start) / Duration.ofMinutes(1).toNanos();
      case STEPS -> steps;
      case EPOCHS -> epochs;
    };
  }

  /** The budget, of a run that has one. */
  TrainingBudget budget() {
    return budget.orElseThrow();
  }
}
